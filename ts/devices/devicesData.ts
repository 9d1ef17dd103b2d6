import { ownMembers } from '../values/members.js';
import type { AWSAuthDevice } from './devicesTypes.js';
import { toDate } from '../values/toDate.js';

/** A device as Rust sends it. Times are in seconds since the epoch. */
export interface DeviceData {
  readonly id: string;
  readonly name?: string;
  readonly attributes: AWSAuthDevice['attributes'];
  readonly createDate?: number;
  readonly lastModifiedDate?: number;
  readonly lastAuthenticatedDate?: number;
}

/** Converts a device for the app: times become dates. */
export function toDevice(data: DeviceData): AWSAuthDevice {
  const { createDate, lastModifiedDate, lastAuthenticatedDate, ...device } = ownMembers(data);
  // Amplify's objects always have these members, even if undefined. Its types do not say so.
  return {
    ...device,
    createDate: toDate(createDate),
    lastModifiedDate: toDate(lastModifiedDate),
    lastAuthenticatedDate: toDate(lastAuthenticatedDate),
  } as AWSAuthDevice;
}
