import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type { CallOptions } from '../types/callOptions.js';
import { type DeviceData, toDevice } from './devicesData.js';
import type { FetchDevicesOutput, ForgetDeviceInput } from './devicesTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const devicesFunctions = (auth: () => AuthInstance) => ({
  fetchDevices: async (input: CallOptions = {}) =>
    (await auth().run<DeviceData[]>('fetchDevices', input)).map(toDevice),
  rememberDevice: (input: CallOptions = {}) => auth().run<undefined>('rememberDevice', input),
  forgetDevice: (input: ForgetDeviceInput = {}) => auth().run<undefined>('forgetDevice', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function fetchDevices(context: AmplifyContext, input?: CallOptions): Promise<FetchDevicesOutput>;
/**
 * Lists all devices that Cognito remembers for the signed-in user. It fetches every page of the list.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
 * @example
 * ```ts
 * for (const { id, attributes, lastAuthenticatedDate } of await fetchDevices()) {
 *   console.log(id, attributes.device_name, lastAuthenticatedDate);
 * }
 * ```
 */
export function fetchDevices(input?: CallOptions): Promise<FetchDevicesOutput>;
export function fetchDevices(...args: unknown[]): Promise<FetchDevicesOutput> {
  return callInContext(devicesFunctions, 'fetchDevices', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function rememberDevice(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Remembers this device at Cognito. If the pool allows it, later sign-ins on it need no second factor.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `DeviceMetadataNotFoundException`: Cognito does not know this device: the pool does not track devices, or the storage
 *   has been cleared since the user signed in;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html
 * @example
 * ```ts
 * const { isSignedIn } = await signIn({ username, password });
 * if (isSignedIn) await rememberDevice();
 * ```
 */
export function rememberDevice(input?: CallOptions): Promise<void>;
export function rememberDevice(...args: unknown[]): Promise<void> {
  return callInContext(devicesFunctions, 'rememberDevice', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function forgetDevice(context: AmplifyContext, input?: ForgetDeviceInput): Promise<void>;
/**
 * Makes Cognito forget a device of the signed-in user. The default is this device.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `DeviceMetadataNotFoundException`: no device was given, and Cognito does not know this one;
 * - `ResourceNotFoundException`: there is no such device;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html
 * @example
 * ```ts
 * await forgetDevice(); // this one
 * for (const device of await fetchDevices()) await forgetDevice({ device }); // and the others
 * ```
 */
export function forgetDevice(input?: ForgetDeviceInput): Promise<void>;
export function forgetDevice(...args: unknown[]): Promise<void> {
  return callInContext(devicesFunctions, 'forgetDevice', args);
}
