/**
 * What a command is run with.
 *
 * @typedef {object} Context
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./terminal/terminal.js').Terminal} terminal
 * @property {import('./questions/ask.js').Ask} ask
 * @property {import('./services.js').Services} services
 * @property {Parameters<typeof import('./terminal/interrupt.js').onInterrupt>[0]} signals where Ctrl-C arrives
 * @property {(code: number) => void} exit ends at once
 * @property {(length: number) => string} randomHex hexadecimal digits
 */
export {};
