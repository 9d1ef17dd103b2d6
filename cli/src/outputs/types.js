/**
 * The types of `amplify_outputs.json` for TypeScript, with the groups and attributes of the pool by name. The file has the name of the
 * JSON file without its ending, so bundlers find the values where the compiler finds these types: `import outputs from
 * './amplify_outputs'`.
 */
import { amplifyOutputsOf } from './amplify-outputs.js';
import { isMembers, merged } from './merge.js';

/**
 * @typedef {import('./outputs.js').Outputs} Outputs
 * @typedef {import('../answers/answers.js').Answers} Answers
 */

/** The first line, by which the file is known. */
export const typesHeading = '// Written by cognito-wasm at each push. Do not change it.';

/** The attributes that every user pool has, and that an app may set. */
const standardAttributes = [
  ...['address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name'],
  ...['nickname', 'phone_number', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo'],
];

/** What differs between environments, and so has no literal type. */
const varying = new Set([
  ...['aws_region', 'user_pool_id', 'user_pool_client_id', 'identity_pool_id', 'domain', 'relying_party_id'],
  ...['userPoolEndpoint', 'identityPoolEndpoint', 'redirect_sign_in_uri', 'redirect_sign_out_uri', 'version'],
]);

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 */
export function typesText(outputs, answers) {
  const { groups, customAttributes, requiredAttributes } = answers.userPool;
  const { version, auth } = merged(amplifyOutputsOf(outputs, answers), {});
  return `${typesHeading}
/* eslint-disable */

/** The groups of the user pool. */
export type Group = ${union(groups)};

/** The attributes that this user pool has besides the standard ones. */
export type CustomAttribute = ${union(customAttributes.map(({ name }) => `custom:${name}`))};

/** The attributes that a user must give when signing up. */
export type RequiredAttribute = ${union(requiredAttributes)};

/** The attributes that a user may have. */
export type UserAttribute =
  | CustomAttribute
${standardAttributes.map((name) => `  | ${literal(name)}`).join('\n')};

/** The \`userAttributes\` of a sign-up. */
export type SignUpAttributes = { readonly [Name in RequiredAttribute]: string } & {
  readonly [Name in UserAttribute]?: string;
};

/** The contents of \`amplify_outputs.json\`. */
export interface AmplifyOutputs {
  readonly version: ${typeOf(version, 'version', '  ')};
  /** The user pool, and the identity pool. */
  readonly auth: ${typeOf(auth, 'auth', '  ')};
  readonly [category: string]: unknown;
}

declare const outputs: AmplifyOutputs;
export default outputs;
`;
}

/** @param {readonly string[]} names */
const union = (names) => (names.length > 0 ? [...new Set(names)].map(literal).join(' | ') : 'never');

/** @param {string} text */
const literal = (text) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/**
 * @param {unknown} value
 * @param {string} name of the member with the value
 * @param {string} indent
 * @returns {string}
 */
function typeOf(value, name, indent) {
  if (Array.isArray(value)) {
    if (varying.has(name)) return 'readonly string[]';
    return `readonly [${value.map((item) => typeOf(item, '', indent)).join(', ')}]`;
  }
  if (isMembers(value)) {
    const members = Object.entries(value).map(
      ([key, member]) => `${indent}  readonly ${literal(key)}: ${typeOf(member, key, `${indent}  `)};\n`,
    );
    return `{\n${members.join('')}${indent}}`;
  }
  if (typeof value === 'string') return varying.has(name) ? 'string' : literal(value);
  return String(value);
}
