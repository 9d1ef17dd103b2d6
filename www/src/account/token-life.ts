import type { JWT } from 'cognito-wasm';
import { element } from '../ui/dom';

const SECOND = 1000;

/** `mm:ss`, or `h:mm:ss` from one hour on. Never negative. */
export function formatLife(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return hours > 0 ? `${String(hours)}:${rest}` : rest;
}

/** Shows the remaining lifetime of a token, in elements whose ids begin with `prefix`. */
export function showTokenLife(prefix: string, token: JWT | undefined, now: number): void {
  const clock = element(`${prefix}-clock`, HTMLElement);
  const progress = element(`${prefix}-progress`, HTMLProgressElement);
  const { exp, iat } = token?.payload ?? {};
  if (exp === undefined || iat === undefined) {
    clock.textContent = 'unknown';
    progress.value = 0;
    return;
  }
  const left = exp * SECOND - now;
  clock.textContent = left > 0 ? formatLife(left) : 'expired';
  progress.max = exp - iat;
  progress.value = Math.min(progress.max, Math.max(0, left / SECOND));
}

/** Calls `tick` now and then every second. The returned function stops it. */
export function everySecond(tick: () => void): () => void {
  tick();
  const timer = setInterval(tick, SECOND);
  return () => {
    clearInterval(timer);
  };
}
