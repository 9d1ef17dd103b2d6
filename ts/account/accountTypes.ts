import type { CallOptions, ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';
import type {
  AuthStandardAttributeKey,
  UserAttributeKey,
  UserAttributes,
  VerifiableUserAttributeKey,
} from '../types/userAttributes.js';

/** Output of `fetchUserAttributes`: the attributes by name, including `sub`. */
export type FetchUserAttributesOutput = Partial<Record<AuthStandardAttributeKey, string>> &
  Partial<Record<string, string>>;

/** Input of `updateUserAttribute`. */
export interface UpdateUserAttributeInput {
  /** The attribute and its new value. */
  readonly userAttribute: {
    /** The name of the attribute. */
    readonly attributeKey: UserAttributeKey;
    /** Its new value. */
    readonly value: string;
  };
  /** Options of the call. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** Input of `updateUserAttributes`. */
export interface UpdateUserAttributesInput {
  /** The new values by attribute name. */
  readonly userAttributes: UserAttributes;
  /** Options of the call. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** The step after a change of an attribute. `updateAttributeStep` tells the cases apart. */
export type AuthNextUpdateAttributeStep =
  | {
      /** The user must type a code first. Call `confirmUserAttribute`. */
      readonly updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE';
      /** Where the code was sent. */
      readonly codeDeliveryDetails: CodeDeliveryDetails;
    }
  | {
      /** The attribute has changed. */
      readonly updateAttributeStep: 'DONE';
      /** Nothing was sent. */
      readonly codeDeliveryDetails?: never;
    };

/** Output of `updateUserAttribute`. */
export interface UpdateUserAttributeOutput {
  /** Whether the new value is in effect. If `false`, a code must confirm it first. */
  readonly isUpdated: boolean;
  /** The next step. */
  readonly nextStep: AuthNextUpdateAttributeStep;
}

/** Output of `updateUserAttributes`: the result for each attribute. */
export type UpdateUserAttributesOutput = Record<UserAttributeKey, UpdateUserAttributeOutput>;

/** Input of `deleteUserAttributes`. */
export interface DeleteUserAttributesInput extends CallOptions {
  /** The names of the attributes, at least one. */
  readonly userAttributeKeys: readonly [UserAttributeKey, ...UserAttributeKey[]];
}

/** Input of `sendUserAttributeVerificationCode`. */
export interface SendUserAttributeVerificationCodeInput {
  /** The attribute to verify. */
  readonly userAttributeKey: VerifiableUserAttributeKey;
  /** Options of the call. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** Output of `sendUserAttributeVerificationCode`: where the code was sent. */
export type SendUserAttributeVerificationCodeOutput = CodeDeliveryDetails;

/** Input of `confirmUserAttribute`. */
export interface ConfirmUserAttributeInput extends CallOptions {
  /** The attribute to verify. */
  readonly userAttributeKey: VerifiableUserAttributeKey;
  /** The code that the user received. */
  readonly confirmationCode: string;
}
