import { ownMembers } from '../values/members.js';
import type { AWSAuthDevice } from './devicesTypes.js';
import { toDate } from '../values/toDate.js';

/** A device as Rust sends it: its times are seconds since the epoch. */
export interface DeviceData {
  readonly id: string;
  readonly name?: string;
  readonly attributes: AWSAuthDevice['attributes'];
  readonly createDate?: number;
  readonly lastModifiedDate?: number;
  readonly lastAuthenticatedDate?: number;
}

/** A device as the app sees it: with dates. */
export function toDevice(data: DeviceData): AWSAuthDevice {
  const { createDate, lastModifiedDate, lastAuthenticatedDate, ...device } = ownMembers(data);
  // Amplify's members are always there, if only as undefined, which its types do not say.
  return {
    ...device,
    createDate: toDate(createDate),
    lastModifiedDate: toDate(lastModifiedDate),
    lastAuthenticatedDate: toDate(lastAuthenticatedDate),
  } as AWSAuthDevice;
}
