/**
 * Questions at the terminal. Conversations know only this, so that tests can answer them.
 *
 * @template T
 * @typedef {{ name: string, value: T, description?: string }} Choice
 */

/**
 * @typedef {(text: string) => true | string} Validate `true`, or why a text does not fit
 *
 * @typedef {object} Ask
 * @property {<T>(question: { message: string, choices: Choice<T>[], default?: T | undefined }) => Promise<T>} select `default`, and what is
 *   `checked`, must be among the choices: the terminal shows no other, so Enter would not take it
 * @property {<T>(question: { message: string, choices: Choice<T>[], checked?: readonly T[], isRequired?: boolean }) => Promise<T[]>} checkbox
 *   what was `checked` keeps its order, so that Enter changes nothing
 * @property {(question: { message: string, default?: string | undefined, validate?: Validate }) => Promise<string>} input
 * @property {(question: { message: string, default: boolean }) => Promise<boolean>} confirm
 * @property {(question: { message: string, validate?: Validate }) => Promise<string>} password nothing of it is shown
 * @property {(text?: string) => void} say
 * @property {(text: string) => void} warn
 */

/** Bold is legible on black and on white. The colours of the library's own theme are not. */
const theme = (/** @type {import('../terminal/colors.js').Colors} */ { bold, dim, green, red }) => ({
  prefix: { idle: bold('?'), done: green('✔') },
  style: {
    answer: bold,
    message: (/** @type {string} */ text) => text,
    error: (/** @type {string} */ text) => red(`> ${text}`),
    defaultAnswer: (/** @type {string} */ text) => dim(`(${text})`),
    help: dim,
    highlight: bold,
    description: dim,
  },
});

/**
 * @param {import('../terminal/terminal.js').Terminal} terminal
 * @returns {Ask}
 */
export function askAt(terminal) {
  const shared = { theme: theme(terminal.colors) };
  const context = { input: /** @type {NodeJS.ReadableStream} */ (terminal.input) };
  return {
    async select({ message, choices, default: initial }) {
      const { default: select } = await import('@inquirer/select');
      return select({ ...shared, message, choices, ...(initial !== undefined && { default: initial }) }, context);
    },
    async checkbox({ message, choices, checked = [], isRequired = false }) {
      const { default: checkbox } = await import('@inquirer/checkbox');
      const marked = choices.map((choice) => ({ ...choice, checked: checked.includes(choice.value) }));
      const chosen = await checkbox(
        { ...shared, message, choices: marked, required: isRequired, pageSize: 17 },
        context,
      );
      return inOrderOf(checked, chosen);
    },
    async input({ message, default: initial, validate }) {
      const { default: input } = await import('@inquirer/input');
      const check = validate && { validate: (/** @type {string} */ text) => validate(text.trim()) };
      const text = await input(
        { ...shared, message, ...(initial !== undefined && { default: initial }), ...check },
        context,
      );
      // Spaces come with what is pasted.
      return text.trim();
    },
    async confirm({ message, default: initial }) {
      const { default: confirm } = await import('@inquirer/confirm');
      return confirm({ ...shared, message, default: initial }, context);
    },
    async password({ message, validate }) {
      const { default: password } = await import('@inquirer/password');
      return password({ ...shared, message, mask: true, ...(validate && { validate }) }, context);
    },
    say: (text = '') => terminal.say(text),
    warn: (text) => terminal.say(terminal.colors.red(text)),
  };
}

/**
 * What has been chosen, in the order that it had before. What is new follows.
 *
 * @template T
 * @param {readonly T[]} before
 * @param {readonly T[]} chosen
 * @returns {T[]}
 */
export const inOrderOf = (before, chosen) => [
  ...before.filter((each) => chosen.includes(each)),
  ...chosen.filter((each) => !before.includes(each)),
];

/** What {@link withHelp} adds. */
const help = Symbol('help');

/**
 * A list whose last entry explains the others; then it asks again.
 *
 * @template T
 * @param {Ask} ask
 * @param {{ message: string, choices: Choice<T>[], default?: T | undefined, explanation: string[] }} question
 * @returns {Promise<T>}
 */
export async function withHelp(ask, { explanation, choices, ...question }) {
  for (;;) {
    const answer = await ask.select(
      /** @type {{ message: string, choices: Choice<T | typeof help>[], default?: T }} */ ({
        ...question,
        choices: [...choices, { name: 'I want to learn more.', value: help }],
      }),
    );
    if (answer !== help) return /** @type {T} */ (answer);
    ask.say(['', ...explanation, ''].join('\n'));
  }
}

/**
 * Asks for one thing after another, until there are no more.
 *
 * @template T
 * @param {Ask} ask
 * @param {{ next: (index: number) => Promise<T>, another: string, before?: number }} question `before`: how many there have been
 */
export async function oneAfterAnother(ask, { next, another, before = 1 }) {
  const items = [await next(0)];
  while (await ask.confirm({ message: another, default: items.length < before })) items.push(await next(items.length));
  return items;
}
