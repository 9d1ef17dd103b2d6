/** An error whose message is for the person at the terminal: one line, with what to do. */
export class CliError extends Error {
  /**
   * @param {string} message
   * @param {{ cause?: unknown, exitCode?: number }} [options] the exit code is 1 by default; 130 after Ctrl-C
   */
  constructor(message, { cause, exitCode = 1 } = {}) {
    super(message, { cause });
    this.name = 'CliError';
    /** With what the process ends. */
    this.exitCode = exitCode;
  }
}
