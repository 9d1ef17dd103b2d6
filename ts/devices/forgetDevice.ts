import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ForgetDeviceInput } from './devicesTypes.js';

/**
 * Has Cognito forget a device of the signed-in user: the one that is given, or this one.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `DeviceMetadataNotFoundException`: no device was given, and this one is not known to Cognito;
 * - `ResourceNotFoundException`: there is no such device;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html
 */
export function forgetDevice(input?: ForgetDeviceInput): Promise<void> {
  return forgetDeviceWith(defaultAuth(), input);
}

/** `forgetDevice` of one instance. */
export function forgetDeviceWith(auth: AuthInstance, input: ForgetDeviceInput = {}): Promise<void> {
  return auth.run('forgetDevice', input);
}
