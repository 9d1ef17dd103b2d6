import type { CallOptions, ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';
import type {
  AuthStandardAttributeKey,
  UserAttributeKey,
  UserAttributes,
  VerifiableUserAttributeKey,
} from '../types/userAttributes.js';

/** Output of `fetchUserAttributes`: the attributes by name, `sub` among them. */
export type FetchUserAttributesOutput = Partial<Record<AuthStandardAttributeKey, string>> &
  Partial<Record<string, string>>;

/** Input of `updateUserAttribute`. */
export interface UpdateUserAttributeInput {
  /** The attribute and its new value. */
  readonly userAttribute: {
    /** Which attribute. */
    readonly attributeKey: UserAttributeKey;
    /** Its new value. */
    readonly value: string;
  };
  /** Further wishes. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** Input of `updateUserAttributes`. */
export interface UpdateUserAttributesInput {
  /** The attributes to change, by name, with their new values. */
  readonly userAttributes: UserAttributes;
  /** Further wishes. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** What comes after a change of an attribute; tell the cases apart by `updateAttributeStep`. */
export type AuthNextUpdateAttributeStep =
  | {
      /** The user must type a code first: call `confirmUserAttribute`. */
      readonly updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE';
      /** Where the code went. */
      readonly codeDeliveryDetails: CodeDeliveryDetails;
    }
  | {
      /** The attribute is changed. */
      readonly updateAttributeStep: 'DONE';
      /** Nothing was sent. */
      readonly codeDeliveryDetails?: never;
    };

/** Output of `updateUserAttribute`. */
export interface UpdateUserAttributeOutput {
  /** Whether the new value counts; `false` means that a code is due first. */
  readonly isUpdated: boolean;
  /** What to do next. */
  readonly nextStep: AuthNextUpdateAttributeStep;
}

/** Output of `updateUserAttributes`: what became of each attribute. */
export type UpdateUserAttributesOutput = Record<UserAttributeKey, UpdateUserAttributeOutput>;

/** Input of `deleteUserAttributes`. */
export interface DeleteUserAttributesInput extends CallOptions {
  /** Which attributes; at least one. */
  readonly userAttributeKeys: readonly [UserAttributeKey, ...UserAttributeKey[]];
}

/** Input of `sendUserAttributeVerificationCode`. */
export interface SendUserAttributeVerificationCodeInput {
  /** The attribute to verify. */
  readonly userAttributeKey: VerifiableUserAttributeKey;
  /** Further wishes. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** Output of `sendUserAttributeVerificationCode`: where the code went. */
export type SendUserAttributeVerificationCodeOutput = CodeDeliveryDetails;

/** Input of `confirmUserAttribute`. */
export interface ConfirmUserAttributeInput extends CallOptions {
  /** The attribute to verify. */
  readonly userAttributeKey: VerifiableUserAttributeKey;
  /** The code that the user received. */
  readonly confirmationCode: string;
}
