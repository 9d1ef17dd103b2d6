import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/callOptions.js';
import { type DeviceData, toDevice } from './devicesData.js';
import type { FetchDevicesOutput, ForgetDeviceInput } from './devicesTypes.js';

/** The functions of this file, for the instance that `auth` gives at each call. */
export const devicesFunctions = (auth: () => AuthInstance) => ({
  fetchDevices: async (input: CallOptions = {}) =>
    (await auth().run<DeviceData[]>('fetchDevices', input)).map(toDevice),
  rememberDevice: (input: CallOptions = {}) => auth().run<undefined>('rememberDevice', input),
  forgetDevice: (input: ForgetDeviceInput = {}) => auth().run<undefined>('forgetDevice', input),
});

const defaultFunctions = /* @__PURE__ */ devicesFunctions(defaultAuth);

/**
 * Lists all devices that Cognito remembers for the signed-in user.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
 */
export function fetchDevices(input?: CallOptions): Promise<FetchDevicesOutput> {
  return defaultFunctions.fetchDevices(input);
}

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
  return defaultFunctions.rememberDevice(input);
}

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
  return defaultFunctions.forgetDevice(input);
}
