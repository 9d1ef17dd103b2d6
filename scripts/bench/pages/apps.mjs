/** The pages whose loading is measured: what their scripts consist of. */
import { formFunctions, importing, libraries, sessionFunctions } from '../../size/libraries.mjs';

/** Not compared: a page that does nothing is the floor. */
export const emptyPage = 'an empty page';

/** What no library can beat: the tokens are read, and nobody looks at them. */
export const storagePage = 'localStorage alone';

/** What pages are measured with where a session is known, in the order of the tables. */
export const contenders = [emptyPage, storagePage, ...libraries];

/**
 * @typedef {object} PoolConfig
 * @property {{ Cognito: { userPoolClientId: string, [member: string]: string } }} Auth
 *
 * @typedef {{ username: string, password: string }} Person
 */

/**
 * Tells the result, and when it was there: milliseconds since the navigation began. `report` is a binding of the browser.
 *
 * @param {string} works an expression that is false if the result is not the expected one
 */
const tell = (works) => `report(JSON.stringify({ at: performance.now(), works: Boolean(${works}) }))`;

const tellError = '(error) => report(JSON.stringify({ error: String(error) }))';

/**
 * A page that wants to know the session when it loads.
 *
 * @param {string} contender
 * @param {PoolConfig} config
 * @returns {string} the source of its script
 */
export function sessionApp(contender, config) {
  if (contender === emptyPage) return `${tell('true')};`;
  if (contender === storagePage) return storageApp(config.Auth.Cognito.userPoolClientId);
  const wanted = 'identityPoolId' in config.Auth.Cognito ? 'session.tokens && session.credentials' : 'session.tokens';
  return `${importing(contender, sessionFunctions)}
Amplify.configure(${JSON.stringify(config)});
fetchAuthSession().then((session) => ${tell(wanted)}).catch(${tellError});`;
}

/**
 * A page with a sign-in form, whose user has typed everything before it loads.
 *
 * @param {string} library
 * @param {PoolConfig} config
 * @param {Person} person
 * @returns {string} the source of its script
 */
export function signInApp(library, config, person) {
  const others = formFunctions.filter((name) => name !== 'signIn').join(', ');
  return `${importing(library, formFunctions)}
globalThis.form = { ${others} };
Amplify.configure(${JSON.stringify(config)});
signIn(${JSON.stringify(person)}).then(({ isSignedIn }) => ${tell('isSignedIn')}).catch(${tellError});`;
}

/** @param {string} clientId */
function storageApp(clientId) {
  return `const prefix = 'CognitoIdentityServiceProvider.${clientId}';
const user = localStorage.getItem(prefix + '.LastAuthUser');
const tokens = ['accessToken', 'idToken', 'refreshToken', 'clockDrift'].map((name) =>
  localStorage.getItem(prefix + '.' + user + '.' + name));
${tell('tokens[0] && tokens[1]')};`;
}
