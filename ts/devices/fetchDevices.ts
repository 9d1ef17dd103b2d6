import { toDevice } from './devicesData.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/common.js';
import type { FetchDevicesOutput } from './devicesTypes.js';

/**
 * Lists all devices that Cognito remembers for the signed-in user.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
 */
export function fetchDevices(input?: CallOptions): Promise<FetchDevicesOutput> {
  return fetchDevicesWith(defaultAuth(), input);
}

/** `fetchDevices` of one instance. */
export async function fetchDevicesWith(auth: AuthInstance, input: CallOptions = {}): Promise<FetchDevicesOutput> {
  const devices = await auth.run('fetchDevices', input);
  return devices.map(toDevice);
}
