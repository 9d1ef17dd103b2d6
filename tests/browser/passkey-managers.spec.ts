import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

/**
 * Password managers replace the functions of `navigator.credentials` and return plain objects. These tests build such
 * objects from the browser's own credentials, so that Cognito can verify them.
 */
interface Manager {
  /** The type of the bytes. */
  readonly bytes:
    | 'ArrayBuffer'
    | 'Uint8Array'
    | 'part of a buffer'
    | 'DataView'
    | 'Uint16Array'
    | 'numbers'
    | 'text'
    | 'another realm';
  /** Where the methods come from. */
  readonly methods: 'none' | 'inherited, which throw' | 'its own' | 'toJSON without a response' | 'toJSON with buffers';
}

function replaceCredentials({ bytes, methods }: Manager): void {
  const { credentials } = navigator;
  const originals = { create: credentials.create.bind(credentials), get: credentials.get.bind(credentials) };

  const held = (buffer: ArrayBuffer): unknown => {
    const whole = new Uint8Array(buffer);
    switch (bytes) {
      case 'ArrayBuffer':
        return buffer;
      case 'Uint8Array':
        return whole;
      case 'part of a buffer': {
        const larger = new Uint8Array(buffer.byteLength + 7).fill(255);
        larger.set(whole, 3);
        return larger.subarray(3, 3 + buffer.byteLength);
      }
      case 'DataView':
        return new DataView(buffer);
      case 'Uint16Array':
        // Elements are pairs of bytes. An odd number of bytes does not fit, so it stays as it is.
        return buffer.byteLength % 2 === 0 ? new Uint16Array(buffer) : whole;
      case 'numbers':
        return Array.from(whole);
      case 'text':
        return btoa(String.fromCharCode(...whole))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '');
      case 'another realm': {
        const frame = document.body.appendChild(document.createElement('iframe'));
        const there = frame.contentWindow as unknown as typeof globalThis;
        const copy = new there.Uint8Array(whole);
        return copy.buffer;
      }
    }
  };

  const plain = (credential: PublicKeyCredential): unknown => {
    const response = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
    const members = (object: object, names: string[]): Record<string, unknown> => {
      const entries = names.map((name) => [name, (object as Record<string, unknown>)[name]] as const);
      const there = entries.filter(([, value]) => value !== undefined && value !== null);
      return Object.fromEntries(
        there.map(([name, value]) => [name, value instanceof ArrayBuffer ? held(value) : value]),
      );
    };
    const own = (object: object): object => {
      switch (methods) {
        case 'inherited, which throw': {
          const isResponse = object !== result;
          const { prototype } = isResponse ? AuthenticatorAttestationResponse : PublicKeyCredential;
          return Object.setPrototypeOf(object, prototype) as object;
        }
        case 'its own':
          return Object.assign(object, { getTransports: () => ['internal'], getClientExtensionResults: () => ({}) });
        case 'toJSON without a response':
          return Object.assign(object, { toJSON: () => ({ id: credential.id, type: 'public-key' }) });
        case 'toJSON with buffers':
          return Object.assign(object, { toJSON: () => ({ ...object }) });
        case 'none':
          return object;
      }
    };
    const result: Record<string, unknown> = {};
    const shared = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
    // Define the property: the inherited one has no setter.
    const define = (object: object, from: Record<string, unknown>): void => {
      for (const [name, value] of Object.entries(from)) {
        Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
      }
    };
    define(result, members(credential, ['id', 'rawId', 'type', 'authenticatorAttachment']));
    const itsResponse = {};
    define(itsResponse, members(response, shared));
    define(result, { response: own(itsResponse) });
    return own(result);
  };

  credentials.create = async (options) => plain((await originals.create(options)) as PublicKeyCredential) as Credential;
  credentials.get = async (options) => plain((await originals.get(options)) as PublicKeyCredential) as Credential;
}

test.beforeEach(async ({ cognito }) => {
  await cognito.switchPool({ passwordless: true });
});

const managers: readonly Manager[] = [
  ...(
    [
      'ArrayBuffer',
      'Uint8Array',
      'part of a buffer',
      'DataView',
      'Uint16Array',
      'numbers',
      'text',
      'another realm',
    ] as const
  ).map((bytes) => ({ bytes, methods: 'none' }) as const),
  ...(['inherited, which throw', 'its own', 'toJSON without a response', 'toJSON with buffers'] as const).map(
    (methods) => ({ bytes: 'Uint8Array', methods }) as const,
  ),
  { bytes: 'ArrayBuffer', methods: 'inherited, which throw' },
];

async function walkThrough(app: App): Promise<void> {
  expect(await app.call('associateWebAuthnCredential')).toBeUndefined();
  await app.call('signOut');
  const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' };
  expect(await app.call('signIn', { username: person.username, options })).toMatchObject({ isSignedIn: true });
}

for (const manager of managers) {
  test(`a passkey can be a plain object, with bytes as ${manager.bytes} and methods: ${manager.methods}`, async ({
    app,
    cognito,
  }) => {
    await app.page.addInitScript(replaceCredentials, manager);
    await addVirtualAuthenticator(app.page);
    await app.beginSignedIn(cognito.resourcesConfig({ identityPoolId: undefined }));
    await walkThrough(app);
  });
}

test('an array with anything but bytes is not a passkey', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const response = { clientDataJSON: [1, 2, 256], attestationObject: [1, 'x'] };
    const credential = { id: 'id', rawId: [1], type: 'public-key', response };
    navigator.credentials.create = () => Promise.resolve(credential as unknown as Credential);
  });
  await app.beginSignedIn(cognito.resourcesConfig({ identityPoolId: undefined }));
  await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({ name: 'PasskeyRegistrationFailed' });
});
