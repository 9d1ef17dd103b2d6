import type { CallOptions } from '../types/callOptions.js';

/** A device that Cognito remembers for the user. */
export interface AWSAuthDevice {
  /** Its key. */
  readonly id: string;
  /** What it called itself. */
  readonly name?: string;
  /** What Cognito knows of it, such as `device_name`, `device_status`, `last_ip_used`. */
  readonly attributes: Partial<Record<'device_status' | 'device_name' | 'last_ip_used', string>> &
    Record<string, string>;
  /** When Cognito came to know it. */
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
  /** The device, as `fetchDevices` lists it; this one when left out. */
  readonly device?:
    | {
        /** Its key. */
        readonly id: string;
        /** Not read. */
        readonly name?: string | undefined;
      }
    | undefined;
}
