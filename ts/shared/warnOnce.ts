import { warn } from '../platform/log.js';
import { shared } from './shared.js';

/** Warns the developer once in a page, even if several instances or copies of the package give the same warning. */
export function warnOnce(message: string): void {
  const state = shared() as { warned?: Set<string> };
  const warned = (state.warned ??= new Set());
  if (warned.has(message)) return;
  warned.add(message);
  warn(message);
}
