import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/common.js';

/**
 * Has Cognito remember this device, so that the next sign-in on it can do without a second factor where the pool allows that.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `DeviceMetadataNotFoundException`: this device is not known to Cognito: the pool tracks no devices, or the storage was
 *   cleared since the user signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html
 */
export function rememberDevice(input?: CallOptions): Promise<void> {
  return rememberDeviceWith(defaultAuth(), input);
}

/** `rememberDevice` of one instance. */
export function rememberDeviceWith(auth: AuthInstance, input: CallOptions = {}): Promise<void> {
  return auth.run('rememberDevice', input);
}
