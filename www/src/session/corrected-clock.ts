import { exportSession } from 'cognito-wasm';

/**
 * By how many milliseconds Cognito's clock is ahead of this device's, as the library has learned it. Tokens expire by Cognito's
 * clock, so a device whose clock is wrong must not show them as expired.
 */
export async function clockDrift(): Promise<number> {
  try {
    const { clockDrift } = await exportSession();
    return clockDrift;
  } catch {
    // Without tokens there is nothing to show.
    return 0;
  }
}
