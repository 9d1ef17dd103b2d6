import type { VerifiableUserAttributeKey } from './userAttributes.js';

/** Where a code was sent. */
export interface CodeDeliveryDetails {
  /** The masked address or number, such as `m***@e***`. */
  readonly destination?: string;
  /** How it was sent. */
  readonly deliveryMedium?: 'EMAIL' | 'SMS' | 'PHONE' | 'UNKNOWN';
  /** The attribute that the code verifies. */
  readonly attributeName?: VerifiableUserAttributeKey;
}
