import type { VerifiableUserAttributeKey } from './userAttributes.js';

/** Where a code was sent. */
export interface CodeDeliveryDetails {
  /** The masked address or number, such as `m***@e***`. */
  readonly destination?: string;
  /** How the code travels. */
  readonly deliveryMedium?: 'EMAIL' | 'SMS' | 'PHONE' | 'UNKNOWN';
  /** The attribute that receiving the code will verify. */
  readonly attributeName?: VerifiableUserAttributeKey;
}
