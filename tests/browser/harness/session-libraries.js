/** Three libraries in one page, which tests use by the same few functions. */
import * as ours from '/bundles/cognito-wasm.js';
import * as amplify from '/bundles/aws-amplify.js';
import * as identity from '/bundles/amazon-cognito-identity-js.js';

globalThis.cookieClasses = {
  'cognito-wasm': ours.CookieStorage,
  'aws-amplify': amplify.CookieStorage,
  'amazon-cognito-identity-js': identity.CookieStorage,
};

globalThis.sessionLibraries = {
  'cognito-wasm': withPromises(ours, (config, storage) => ours.Amplify.configure(config, storage && { storage })),
  'aws-amplify': withPromises(amplify, (config, storage) => {
    amplify.Amplify.configure(config);
    if (storage) amplify.cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
  }),
  'amazon-cognito-identity-js': withCallbacks(),
};

/** What the libraries hear of other tabs. */
globalThis.tabEvents = [];
for (const [library, { Hub }] of Object.entries({ 'cognito-wasm': ours, 'aws-amplify': amplify })) {
  const record = ({ payload: { event, data }, crossTab }) => {
    if (crossTab) globalThis.tabEvents.push({ library, event, data, crossTab });
  };
  Hub.listen('auth', record, { enableCrossTabEvents: true });
}

/** `sessionStorage`, or cookies of a library's class; nothing for `localStorage`. */
function storageOf(place) {
  if (place === 'sessionStorage') return globalThis.sessionStorage;
  return place && new globalThis.cookieClasses[place]({ path: '/', sameSite: 'lax' });
}

/** This package or Amplify 6, which have the same functions. */
function withPromises(library, configure) {
  const tokens = async (options) => (await library.fetchAuthSession(options)).tokens;
  return {
    async use(config, place) {
      await configure(config, storageOf(place));
    },
    async signIn(username, password) {
      await library.signIn({ username, password });
    },
    async username() {
      return (await tokens()) && (await library.getCurrentUser()).username;
    },
    async accessToken(forceRefresh = false) {
      return (await tokens({ forceRefresh }))?.accessToken.toString();
    },
    async email() {
      return (await library.fetchUserAttributes()).email;
    },
    async signOut() {
      await library.signOut();
    },
  };
}

function withCallbacks() {
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = identity;
  let pool;
  const outcome = (start) =>
    new Promise((resolve, reject) => start((error, value) => (error ? reject(error) : resolve(value))));
  const signedIn = async () => {
    const user = pool.getCurrentUser();
    const session = user && (await outcome((done) => user.getSession(done)));
    return session && { user, session };
  };
  return {
    async use({ Auth: { Cognito } }, place) {
      pool = new CognitoUserPool({
        UserPoolId: Cognito.userPoolId,
        ClientId: Cognito.userPoolClientId,
        endpoint: Cognito.userPoolEndpoint,
        Storage: storageOf(place),
      });
    },
    async signIn(Username, Password) {
      const user = new CognitoUser({ Username, Pool: pool, Storage: pool.storage });
      await new Promise((onSuccess, onFailure) => {
        user.authenticateUser(new AuthenticationDetails({ Username, Password }), { onSuccess, onFailure });
      });
    },
    async username() {
      return (await signedIn())?.user.getUsername();
    },
    async accessToken(forceRefresh = false) {
      const { user, session } = (await signedIn()) ?? {};
      const renewed = forceRefresh && (await outcome((done) => user.refreshSession(session.getRefreshToken(), done)));
      return (renewed || session)?.getAccessToken().getJwtToken();
    },
    async email() {
      const { user } = await signedIn();
      const attributes = await outcome((done) => user.getUserAttributes(done));
      return attributes.find(({ Name }) => Name === 'email').Value;
    },
    async signOut() {
      const { user } = await signedIn();
      await new Promise((resolve) => user.signOut(resolve));
    },
  };
}
