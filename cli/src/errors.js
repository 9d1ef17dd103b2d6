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

/**
 * What to say if somebody has pressed Ctrl-C at a question.
 *
 * @param {unknown} error
 * @returns {CliError | undefined} `undefined` for any other error
 */
export const interruptionOf = (error) =>
  error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)
    ? new CliError(interrupted, { cause: error, exitCode: 130 })
    : undefined;

export const interrupted = 'Interrupted. Nothing was written.';

/** @type {Record<string, string>} */
const reasons = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'is a folder',
  ENOTDIR: 'a file stands where a folder belongs',
};

/**
 * Why Node could not read or write.
 *
 * @param {NodeJS.ErrnoException} error
 */
export const reasonOf = ({ code, message }) => reasons[code ?? ''] ?? message;
