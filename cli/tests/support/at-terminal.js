import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const driver = fileURLToPath(new URL('at_terminal.py', import.meta.url));

/**
 * Runs a program in a pseudo-terminal.
 *
 * @param {string} program of Node
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string>, steps?: [seen: string, send: string][] }} options
 * @returns {Promise<{ output: string, screen: string, code: number, left: string[] }>} `screen` is without what controls a terminal;
 *   `left` are the texts that were never shown
 */
export async function inTerminal(program, args, { cwd, env = {}, steps = [] }) {
  const command = [process.execPath, program, ...args];
  const child = spawn('python3', [driver], { stdio: ['pipe', 'pipe', 'inherit'] });
  const request = {
    command,
    cwd,
    // npx may have started the tests.
    env: { TERM: 'xterm-256color', npm_command: '', ...env },
    steps: steps.map(([seen, send]) => ({ seen, send })),
  };
  child.stdin.end(JSON.stringify(request));
  /** @type {Buffer[]} */
  const parts = [];
  child.stdout.on('data', (part) => parts.push(part));
  await once(child, 'close');
  const reply = JSON.parse(Buffer.concat(parts).toString('utf8'));
  // eslint-disable-next-line no-control-regex
  return { ...reply, screen: reply.output.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '') };
}

export const enter = '\r';
export const down = '\u001b[B';
export const space = ' ';
export const ctrlC = '\u0003';
