import { warn } from '../platform/log.js';
import { shared } from './shared.js';

/** Tells the developer of something, once in a page, however many instances and copies of the package it concerns. */
export function warnOnce(message: string): void {
  const state = shared() as { warned?: Set<string> };
  const warned = (state.warned ??= new Set());
  if (warned.has(message)) return;
  warned.add(message);
  warn(message);
}
