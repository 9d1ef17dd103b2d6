import type { CallOptions } from '../types/callOptions.js';

/** A device that Cognito remembers for the user. */
export interface AWSAuthDevice {
  /** The device key. */
  readonly id: string;
  /** The name that it gave itself. */
  readonly name?: string;
  /** What Cognito stores about it, such as `device_name`, `device_status`, `last_ip_used`. */
  readonly attributes: Partial<Record<'device_status' | 'device_name' | 'last_ip_used', string>> &
    Record<string, string>;
  /** When Cognito first saw it. */
  readonly createDate?: Date;
  /** When it was last changed. */
  readonly lastModifiedDate?: Date;
  /** When the user last signed in with it. */
  readonly lastAuthenticatedDate?: Date;
}

/** Output of `fetchDevices`: all of the user's devices. */
export type FetchDevicesOutput = AWSAuthDevice[];

/** Input of `forgetDevice`. */
export interface ForgetDeviceInput extends CallOptions {
  /** The device, as `fetchDevices` lists it. The default is this device. */
  readonly device?:
    | {
        /** The device key. */
        readonly id: string;
        /** Not read. */
        readonly name?: string | undefined;
      }
    | undefined;
}
