import { integer, listOf, oneOf, refusal, shown, text } from './readers.js';

/**
 * @template T
 * @typedef {import('./readers.js').Reader<T>} Reader
 */

/** How long a name of an environment is at most. The domain's prefix, the names of roles and those of pools have room for it. */
export const longestEnvironment = 10;

export const projectName = text({
  isTrimmed: true,
  min: 3,
  max: 20,
  pattern: /^[A-Za-z][A-Za-z0-9]*$/,
  what: '3 to 20 letters and digits, a letter first',
});

export const environmentName = text({
  isTrimmed: true,
  min: 2,
  max: longestEnvironment,
  pattern: /^[a-z]+$/,
  what: `2 to ${longestEnvironment} lower-case letters, such as dev`,
});

export const region = text({
  isTrimmed: true,
  max: 25,
  pattern: /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/,
  what: 'the name of a region of AWS, such as eu-central-1',
});

export const stamp = text({ max: 6, pattern: /^[a-z0-9]+$/, what: 'up to 6 lower-case letters and digits' });

/** The names of the configuration files that can be written. */
export const formats = /** @type {const} */ (['mobile', 'exports', 'flat', 'outputs', 'types']);

export const formatList = listOf(oneOf(formats), { min: 1, max: formats.length });

/** @type {Reader<string>} */
export const outputDirectory = (value, path) => {
  const directory = text({ isTrimmed: true, max: 500, what: 'a folder inside the project, such as src' })(value, path);
  const isOutside = /^([\\/]|[A-Za-z]:)/.test(directory) || directory.split(/[\\/]/).includes('..');
  // eslint-disable-next-line no-control-regex
  if (isOutside || /[\u0000-\u001f]/.test(directory)) {
    throw refusal(path, `${shown(value)} does not fit; use a folder inside the project, such as src`);
  }
  return directory;
};

export const resourceName = text({
  isTrimmed: true,
  max: 64,
  pattern: /^[A-Za-z0-9]+$/,
  what: 'up to 64 letters and digits',
});

export const suffix = text({ min: 8, max: 8, pattern: /^[0-9a-f]{8}$/, what: 'eight hexadecimal digits' });

export const poolName = text({
  isTrimmed: true,
  max: 128,
  pattern: /^[\w +=,.@-]+$/,
  what: 'up to 128 letters, digits, spaces and + = , . @ - _',
});

export const signInMethods = /** @type {const} */ (['USERNAME', 'EMAIL', 'PHONE_NUMBER', 'EMAIL_AND_PHONE_NUMBER']);
export const aliasNames = /** @type {const} */ (['EMAIL', 'PHONE_NUMBER', 'PREFERRED_USERNAME']);
export const characterClasses = /** @type {const} */ (['LOWERCASE', 'UPPERCASE', 'DIGIT', 'SYMBOL']);
export const mfaModes = /** @type {const} */ (['OFF', 'ON', 'OPTIONAL']);
export const mfaTypes = /** @type {const} */ (['SMS', 'TOTP', 'EMAIL']);
export const firstFactors = /** @type {const} */ (['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']);
export const grants = /** @type {const} */ (['CODE', 'IMPLICIT']);
export const providerTypes = /** @type {const} */ (['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple']);
export const attributeTypes = /** @type {const} */ (['String', 'Number', 'DateTime', 'Boolean']);

/** The standard attributes that a pool can require. */
export const standardAttributes = /** @type {const} */ ([
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

/** Attributes that only Cognito writes. */
export const readOnlyAttributes = /** @type {const} */ (['email_verified', 'phone_number_verified', 'sub']);

export const customAttributeName = text({
  isTrimmed: true,
  max: 20,
  pattern: /^(?!custom:|dev:)[A-Za-z0-9_-]+$/,
  what: 'up to 20 letters, digits, _ and -, without custom:',
});

export const groupName = text({
  isTrimmed: true,
  max: 128,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
  what: 'up to 128 letters, digits and signs, without spaces',
});

export const verificationSubject = text({
  max: 140,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P} ]+$/u,
  what: 'one line of up to 140 characters',
});

export const verificationMessage = text({
  min: 6,
  max: 20_000,
  pattern: /\{####\}/,
  what: '6 to 20000 characters with {####} where the code belongs',
});

export const smsMessage = text({
  min: 6,
  max: 140,
  pattern: /\{####\}/,
  what: '6 to 140 characters with {####} where the code belongs',
});

export const sesIdentity = text({
  isTrimmed: true,
  max: 2048,
  pattern: /^arn:aws[\w-]*:ses:[\w-]+:\d{12}:identity\/[^\s/]+$/,
  what: 'the ARN of a verified identity of Amazon SES, such as arn:aws:ses:eu-west-1:123456789012:identity/example.com',
});
export const emailFrom = text({
  isTrimmed: true,
  max: 320,
  pattern: /^[^\s@<>]+@[^\s@<>]+$|^[^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>$/,
  what: 'an address such as codes@example.com, or Shop <codes@example.com>',
});

export const passwordLength = integer({ min: 6, max: 99, unit: 'characters' });
export const refreshTokenDays = integer({ min: 1, max: 3650, unit: 'days' });
export const tokenMinutes = integer({ min: 5, max: 1440, unit: 'minutes' });

const reservedWords = /aws|amazon|cognito/;

/** @type {Reader<string>} */
export const domainPrefix = (value, path) => {
  const max = 63 - longestEnvironment - 1;
  const prefix = text({
    isTrimmed: true,
    max,
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    what: `up to ${max} lower-case letters, digits and hyphens, no hyphen first or last`,
  })(value, path);
  const word = reservedWords.exec(prefix)?.[0];
  if (word !== undefined) throw refusal(path, `${shown(prefix)} has "${word}" in it, which AWS does not allow`);
  return prefix;
};

/**
 * An address as Cognito takes it.
 *
 * @type {Reader<string>}
 */
export const redirectUrl = (value, path) => {
  const url = text({ isTrimmed: true, max: 1024, pattern: /^[^\s#]+$/, what: redirectRule })(value, path);
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\/$/.test(url) && !/^https?:/i.test(url)) return url;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw refusal(path, `${shown(url)} is not an address; use ${redirectRule}`);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
  if (parsed.protocol === 'http:' && !isLocal) {
    throw refusal(path, `${shown(url)} has http, which is for localhost only; use https`);
  }
  if (/^(?:javascript|data|file|blob):$/.test(parsed.protocol)) {
    throw refusal(path, `${shown(url)} does not fit; use ${redirectRule}`);
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw refusal(path, 'the address has a user name or password in it; leave it out');
  }
  return url;
};

const redirectRule = 'an address such as https://example.com/, http://localhost:3000/ or myapp://';

/**
 * A new address, which also ends with a slash as Amplify's do.
 *
 * @type {Reader<string>}
 */
export const newRedirectUrl = (value, path) => {
  const url = redirectUrl(value, path);
  if (!url.endsWith('/')) throw refusal(path, `${shown(url)} must end with /`);
  return url;
};

/** The scopes of OpenID Connect and of Cognito, and those of resource servers. */
export const standardScopes = /** @type {const} */ ([
  'phone',
  'email',
  'openid',
  'profile',
  'aws.cognito.signin.user.admin',
]);

/** @type {Reader<string>} */
export const scope = (value, path) => {
  const name = text({ max: 300, pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/, what: 'the name of a scope' })(value, path);
  if (!(/** @type {readonly string[]} */ (standardScopes).includes(name)) && !name.includes('/')) {
    throw refusal(path, `${shown(name)} is no scope; use ${standardScopes.join(', ')}, or one such as server/read`);
  }
  return name;
};

export const clientId = text({
  isTrimmed: true,
  max: 256,
  pattern: /^[\x21-\x7e]+$/,
  what: "the provider's identifier of your app, without spaces in it",
});
export const appleId = text({
  isTrimmed: true,
  min: 10,
  max: 10,
  pattern: /^[A-Z0-9]{10}$/,
  what: 'ten capital letters and digits',
});

export const loginName = text({
  isTrimmed: true,
  max: 128,
  pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(\/[\w./-]*)?$/,
  what: 'the name of a provider, such as accounts.google.com',
});
export const loginId = text({
  isTrimmed: true,
  max: 128,
  pattern: /^[\w.;/:-]+$/,
  what: "the provider's identifier of your app, without spaces in it",
});

export const relyingParty = text({
  isTrimmed: true,
  max: 127,
  pattern: /^(?=.{1,127}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
  what: 'the domain of your page, such as example.com or localhost',
});
