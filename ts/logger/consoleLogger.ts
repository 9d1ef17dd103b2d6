import { type ConsoleFunction, writeLine } from '../platform/log.js';
import { memberOfAny } from '../values/members.js';

/** How important a line is, the least important first. `NONE` as a logger's level silences it. */
const levels = ['VERBOSE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'NONE'];

/**
 * Writes lines of an application into the console, with the functions of Amplify's `ConsoleLogger`. Amplify UI uses it. This package
 * itself does not.
 *
 * @example
 * ```ts
 * const logger = new ConsoleLogger('cart');
 * logger.warn('no price for', 'apples'); // [WARN] cart - no price for apples
 * ```
 */
export class ConsoleLogger {
  /** The least important lines that all loggers write: `VERBOSE`, `DEBUG`, `INFO`, `WARN`, `ERROR` or `NONE`. `window.LOG_LEVEL` goes first. */
  static LOG_LEVEL: string | null = null;

  /** Whether lines of `debug` and `info` are written with the console's functions of these names. Otherwise with `console.log`. */
  static BIND_ALL_LOG_LEVELS = false;

  /** The name in front of each line. */
  name: string;

  /** The least important lines that this logger writes, unless there is a level for all. */
  level: string;

  /** Makes a logger, which writes warnings and errors if no level is given. */
  constructor(name: string, level = 'WARN') {
    this.name = name;
    this.level = level;
  }

  /** The same as {@link ConsoleLogger.info}. */
  log(...parts: readonly unknown[]): void {
    write(this, 'INFO', 'info', parts);
  }

  /** Writes a line of the level `INFO`. */
  info(...parts: readonly unknown[]): void {
    write(this, 'INFO', 'info', parts);
  }

  /** Writes a line of the level `WARN`. */
  warn(...parts: readonly unknown[]): void {
    write(this, 'WARN', 'warn', parts);
  }

  /** Writes a line of the level `ERROR`. */
  error(...parts: readonly unknown[]): void {
    write(this, 'ERROR', 'error', parts);
  }

  /** Writes a line of the level `DEBUG`. */
  debug(...parts: readonly unknown[]): void {
    write(this, 'DEBUG', 'debug', parts);
  }

  /** Writes a line of the level `VERBOSE`. */
  verbose(...parts: readonly unknown[]): void {
    write(this, 'VERBOSE', 'log', parts);
  }
}

// Not a method: the class would then refer to itself, and bundlers could not leave it out.
function write(logger: ConsoleLogger, level: string, to: ConsoleFunction, parts: readonly unknown[]): void {
  const given = memberOfAny(globalThis, 'LOG_LEVEL');
  const least = typeof given === 'string' ? given : (ConsoleLogger.LOG_LEVEL ?? logger.level);
  const rank = levels.indexOf(least);
  if (rank < 0 || levels.indexOf(level) < rank) return;
  const prefix = `[${level}] ${logger.name}`;
  const [first, ...rest] = parts;
  const isBound = ConsoleLogger.BIND_ALL_LOG_LEVELS || level === 'WARN' || level === 'ERROR';
  writeLine(isBound ? to : 'log', typeof first === 'string' ? [`${prefix} - ${first}`, ...rest] : [prefix, ...parts]);
}
