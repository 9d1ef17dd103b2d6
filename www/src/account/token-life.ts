import type { JWT } from 'cognito-wasm';
import { element } from '../ui/dom';

const SECOND = 1000;

/** `mm:ss`, or `h:mm:ss` from one hour on; never below zero. */
export function formatLife(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return hours > 0 ? `${String(hours)}:${rest}` : rest;
}

/** Shows how long a token still lives; the element ids begin with `prefix`. */
export function showTokenLife(prefix: string, token: JWT | undefined, now: number): void {
  const clock = element(`${prefix}-clock`, HTMLElement);
  const progress = element(`${prefix}-progress`, HTMLProgressElement);
  const { exp, iat } = token?.payload ?? {};
  if (exp === undefined || iat === undefined) {
    clock.textContent = 'not known';
    progress.value = 0;
    return;
  }
  const left = exp * SECOND - now;
  clock.textContent = left > 0 ? formatLife(left) : 'expired';
  progress.max = exp - iat;
  progress.value = Math.min(progress.max, Math.max(0, left / SECOND));
}

/** Calls `tick` at once and then every second; the answer stops it. */
export function everySecond(tick: () => void): () => void {
  tick();
  const timer = setInterval(tick, SECOND);
  return () => {
    clearInterval(timer);
  };
}
