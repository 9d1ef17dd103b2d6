/** Which claims become tags of a session. They are stored and described; credentials of this program have no tags. */
import { map, required, boolean, structure, text } from '../schema.js';
import { identityPoolById, identityPoolId } from './identity-pools.js';
import { operation } from './operation.js';

/** What AWS uses if nothing else is set. */
const DEFAULTS = { client: 'aud', username: 'sub' };
const provider = {
  IdentityPoolId: required(identityPoolId),
  IdentityProviderName: required(text({ min: 1, max: 128 })),
};

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html */
export const SetPrincipalTagAttributeMap = operation(
  structure({ ...provider, UseDefaults: boolean(), PrincipalTags: map(text({ min: 1, max: 256 })) }),
  (context, { IdentityPoolId, IdentityProviderName, UseDefaults = false, PrincipalTags = {} }) => {
    const pool = identityPoolById(context, IdentityPoolId);
    const tags = { UseDefaults, PrincipalTags: UseDefaults ? DEFAULTS : PrincipalTags };
    pool.principalTags = { ...pool.principalTags, [IdentityProviderName]: tags };
    return { IdentityPoolId, IdentityProviderName, ...tags };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetPrincipalTagAttributeMap.html */
export const GetPrincipalTagAttributeMap = operation(
  structure(provider),
  (context, { IdentityPoolId, IdentityProviderName }) => {
    const { principalTags } = identityPoolById(context, IdentityPoolId);
    const known = Object.hasOwn(principalTags, IdentityProviderName) ? principalTags[IdentityProviderName] : undefined;
    return { IdentityPoolId, IdentityProviderName, ...(known ?? { UseDefaults: false, PrincipalTags: {} }) };
  },
);
