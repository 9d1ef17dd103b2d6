import { PassThrough, Readable } from 'node:stream';
import { EventEmitter } from 'node:events';
import { run } from '../../src/main.js';
import { inOrderOf } from '../../src/questions/ask.js';
import { Terminal } from '../../src/terminal/terminal.js';
import { fakeServices } from './fake-services.js';

/**
 * Runs a command in this process, without a terminal unless `answers` are given.
 *
 * @param {string} line the command line, split at spaces
 * @param {{ cwd: string, input?: string, env?: Record<string, string>, answers?: [message: string | RegExp, answer: unknown][],
 *   services?: object }} options each answer belongs to the next question, whose text has to fit
 */
export async function command(line, { cwd, input = '', env = {}, answers, services = {} }) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const stdin = Object.assign(Readable.from([input]), { isTTY: answers !== undefined });
  const terminal = new Terminal(
    { input: stdin, output: Object.assign(output, { isTTY: answers !== undefined, columns: 80 }), errors },
    { NO_COLOR: '1', ...env },
  );
  const open = [...(answers ?? [])];
  const signals = new EventEmitter();
  const context = {
    cwd,
    env,
    terminal,
    ask: scripted(terminal, open),
    services: fakeServices(services),
    signals,
    exit: () => undefined,
    randomHex: (length) => '0123abcd'.slice(0, length),
  };
  const code = await run(line.split(' '), context);
  const text = (stream) => String(stream.read() ?? '');
  return { code, output: text(output), errors: text(errors), unanswered: open };
}

/** Answers questions in turn. A choice is named; `undefined` stands for Enter. */
function scripted(terminal, open) {
  const next = (message) => {
    const [expected, answer] = open.shift() ?? [];
    const fits =
      expected instanceof RegExp ? expected.test(message) : expected !== undefined && message.includes(expected);
    if (!fits) throw new Error(`The question is "${message}", but the test answers "${expected}"`);
    terminal.say(`? ${message}`);
    return answer;
  };
  const valueOf = (choices, name) => {
    const found = choices.find((choice) => choice.name === name);
    if (!found) throw new Error(`There is no "${name}" among ${choices.map((choice) => choice.name).join(', ')}`);
    return found.value;
  };
  // A terminal would show another choice in its place, or none, and Enter would take that.
  const refuseOthers = (values, choices, message) => {
    const other = values.find((value) => !choices.some((choice) => choice.value === value));
    if (other !== undefined) throw new Error(`"${message}" has the default ${other}, which is no choice`);
  };
  const validated = (text, validate) => {
    const result = validate?.(text) ?? true;
    if (result !== true) throw new Error(`"${text}" was not taken: ${result}`);
    return text;
  };
  return {
    select: async ({ message, choices, default: initial }) => {
      if (initial !== undefined) refuseOthers([initial], choices, message);
      const answer = next(message);
      return answer === undefined ? (initial ?? choices[0].value) : valueOf(choices, answer);
    },
    checkbox: async ({ message, choices, checked = [] }) => {
      refuseOthers(checked, choices, message);
      const answer = next(message);
      if (answer === undefined) return [...checked];
      const marked = answer.map((name) => valueOf(choices, name));
      return inOrderOf(
        checked,
        choices.map(({ value }) => value).filter((value) => marked.includes(value)),
      );
    },
    input: async ({ message, default: initial, validate }) => validated(next(message) ?? initial ?? '', validate),
    confirm: async ({ message, default: initial }) => next(message) ?? initial,
    password: async ({ message, validate }) => validated(next(message), validate),
    say: (text) => terminal.say(text),
    warn: (text) => terminal.say(text),
  };
}
