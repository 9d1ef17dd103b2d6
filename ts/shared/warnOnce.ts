import { warn } from '../platform/log.js';
import { shared } from './shared.js';

/**
 * Warns the developer once in a page, even if several instances or copies of the package give the same warning.
 *
 * @param subject - What is warned of once, if the message has numbers that change.
 */
export function warnOnce(message: string, subject = message): void {
  const state = shared() as { warned?: Set<string> };
  const warned = (state.warned ??= new Set());
  if (warned.has(subject)) return;
  warned.add(subject);
  warn(message);
}
