import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const { username } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

async function passkeys(app: App): Promise<Record<string, unknown>[]> {
  const { credentials } = (await app.call('listWebAuthnCredentials')) as { credentials: Record<string, unknown>[] };
  return credentials;
}

/** The names of the members of a value, however deep. */
function memberNames(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => memberNames(member, `${path}.${name}`));
}

/** Kinds of browsers, each with a script that runs before the library loads. */
const browsers: Readonly<Record<string, () => void>> = {
  'with JSON helpers': () => {},
  'without JSON helpers': () => {
    for (const helper of ['parseCreationOptionsFromJSON', 'parseRequestOptionsFromJSON']) {
      Reflect.deleteProperty(PublicKeyCredential, helper);
    }
    Reflect.deleteProperty(PublicKeyCredential.prototype, 'toJSON');
  },
  'with a password manager whose credentials only look like the browser’s': () => {
    PublicKeyCredential.prototype.toJSON = () => {
      throw new TypeError('Illegal invocation');
    };
  },
};

test.beforeEach(async ({ cognito }) => {
  await cognito.switchPool({ passwordless: true });
});

for (const [browser, prepare] of Object.entries(browsers)) {
  test(`a passkey is created, used and deleted in a browser ${browser}`, async ({ app, cognito }) => {
    await app.page.addInitScript(prepare);
    await addVirtualAuthenticator(app.page);
    await app.beginSignedIn(cognito.resourcesConfig({ identityPoolId: undefined }));
    await cognito.clearJournal();
    expect(await app.call('associateWebAuthnCredential')).toBeUndefined();
    const [start, completion] = await cognito.requests();
    expect([start?.operation, completion?.operation]).toEqual([
      'StartWebAuthnRegistration',
      'CompleteWebAuthnRegistration',
    ]);
    expect(memberNames(completion?.body.Credential).sort()).toEqual([
      '.authenticatorAttachment',
      '.id',
      '.rawId',
      '.response.attestationObject',
      '.response.authenticatorData',
      '.response.clientDataJSON',
      '.response.publicKey',
      '.response.publicKeyAlgorithm',
      '.response.transports',
      '.type',
    ]);

    const [passkey, ...others] = await passkeys(app);
    expect(others).toEqual([]);
    expect(passkey).toMatchObject({ relyingPartyId: 'localhost', authenticatorTransports: ['internal'] });
    expect(passkey?.createdAt).toBeInstanceOf(Date);

    await app.call('signOut');
    const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' };
    expect(await app.call('signIn', { username, options })).toStrictEqual(done);

    await app.call('deleteWebAuthnCredential', { credentialId: passkey?.credentialId });
    expect(await passkeys(app)).toEqual([]);
  });
}

test('a passkey is offered as an autofill suggestion, and used', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    credentials.get = (request) => {
      document.title = String(request?.mediation);
      return get(request);
    };
  });
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn(cognito.resourcesConfig({ identityPoolId: undefined }));
  await app.call('associateWebAuthnCredential');
  await app.call('signOut');
  const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN', mediation: 'conditional' };
  expect(await app.call('signIn', { username, options })).toStrictEqual(done);
  expect(await app.page.title()).toBe('conditional');
});

test('without autofill in the browser, conditional mediation fails and the dialog works', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn(cognito.resourcesConfig({ identityPoolId: undefined }));
  await app.call('associateWebAuthnCredential');
  await app.call('signOut');
  const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN', mediation: 'conditional' };
  await expect(app.call('signIn', { username, options })).rejects.toMatchObject({ name: 'PasskeyNotSupported' });
  expect(await app.call('confirmSignIn', { challengeResponse: 'WEB_AUTHN' })).toStrictEqual(done);
});

test('several passkeys are listed, all at once or page by page', async ({ app, cognito }) => {
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn();
  // Without the list of existing passkeys, the authenticator creates another one.
  await app.alterReplies('StartWebAuthnRegistration', (reply) => {
    const options = reply.CredentialCreationOptions as Record<string, unknown>;
    return { ...reply, CredentialCreationOptions: { ...options, excludeCredentials: [] } };
  });
  for (let number = 0; number < 3; number += 1) await app.call('associateWebAuthnCredential');
  expect(await passkeys(app)).toHaveLength(3);
  await cognito.clearJournal();
  const first = (await app.call('listWebAuthnCredentials', { pageSize: 2 })) as Record<string, unknown>;
  expect(first.credentials).toHaveLength(2);
  const rest = (await app.call('listWebAuthnCredentials', { pageSize: 2, nextToken: first.nextToken })) as object;
  expect(rest).toEqual({ credentials: [expect.anything()] });
  expect(await cognito.operations()).toEqual(['ListWebAuthnCredentials', 'ListWebAuthnCredentials']);
});

test('an authenticator holds one passkey per user', async ({ app }) => {
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn();
  await app.call('associateWebAuthnCredential');
  await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({
    name: 'PasskeyAlreadyExists',
    isAuthError: true,
    cause: { name: 'InvalidStateError' },
  });
  expect(await passkeys(app)).toHaveLength(1);
});

test('a page of another domain gets no passkey', async ({ app }) => {
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn();
  await app.alterReplies('StartWebAuthnRegistration', (reply) => {
    const options = reply.CredentialCreationOptions as Record<string, unknown>;
    return { ...reply, CredentialCreationOptions: { ...options, rp: { id: 'example.com', name: 'example' } } };
  });
  await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({ name: 'RelyingPartyMismatch' });
});

const refusals = {
  NotAllowedError: 'PasskeyRegistrationCanceled',
  InvalidStateError: 'PasskeyAlreadyExists',
  AbortError: 'PasskeyOperationAborted',
  SecurityError: 'RelyingPartyMismatch',
  NotSupportedError: 'Unknown',
};

for (const [exception, name] of Object.entries(refusals)) {
  test(`the browser’s ${exception} becomes ${name}`, async ({ app }) => {
    await app.page.addInitScript((thrown) => {
      navigator.credentials.create = () => Promise.reject(new DOMException('no', thrown));
    }, exception);
    await app.beginSignedIn();
    await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({ name, cause: { name: exception } });
    expect(await passkeys(app)).toEqual([]);
  });
}

test('another credential is not accepted as a passkey', async ({ app }) => {
  await app.page.addInitScript(() => {
    navigator.credentials.create = () => Promise.resolve(null);
  });
  await app.beginSignedIn();
  await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({ name: 'PasskeyRegistrationFailed' });
});

test('a browser without passkeys gets a clear error', async ({ app }) => {
  await app.page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'PublicKeyCredential');
  });
  await app.beginSignedIn();
  await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({ name: 'PasskeyNotSupported' });
});

test('unreadable options are an error', async ({ app }) => {
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn();
  await app.alterReplies('StartWebAuthnRegistration', (reply) => {
    const options = reply.CredentialCreationOptions as Record<string, unknown>;
    return { ...reply, CredentialCreationOptions: { ...options, challenge: 'not base64url!' } };
  });
  await expect(app.call('associateWebAuthnCredential')).rejects.toMatchObject({
    name: 'InvalidPasskeyRegistrationOptions',
  });
});

test('padding in the options is accepted', async ({ app }) => {
  await addVirtualAuthenticator(app.page);
  await app.beginSignedIn();
  await app.alterReplies('StartWebAuthnRegistration', (reply) => {
    const options = reply.CredentialCreationOptions as { challenge: string };
    // Sixteen bytes need two characters of padding.
    const challenge = `${options.challenge}==`;
    expect(challenge).toMatch(/^[\w-]{22}==$/);
    return { ...reply, CredentialCreationOptions: { ...options, challenge } };
  });
  expect(await app.call('associateWebAuthnCredential')).toBeUndefined();
  expect(await passkeys(app)).toHaveLength(1);
});

test('a signal closes the prompt, and the next one works', async ({ app }) => {
  const authenticator = await addVirtualAuthenticator(app.page);
  await authenticator.setAnswering(false);
  await app.page.addInitScript(() => {
    const { credentials } = navigator;
    const create = credentials.create.bind(credentials);
    credentials.create = (options) => {
      const made = create(options);
      document.title = 'asked';
      return made.catch((error: unknown) => {
        document.title = (error as Error).name;
        throw error;
      });
    };
  });
  await app.beginSignedIn();
  await app.page.evaluate(() => {
    const controller = new AbortController();
    Object.assign(globalThis, { controller });
    harness.library
      .associateWebAuthnCredential({ signal: controller.signal })
      .catch((error: unknown) => Object.assign(globalThis, { outcome: harness.plain(error) }));
  });
  await expect(app.page).toHaveTitle('asked');
  const prompt = app.page.waitForFunction(() => (globalThis as { outcome?: unknown }).outcome);
  await app.page.evaluate(() => {
    (globalThis as unknown as { controller: AbortController }).controller.abort('enough');
  });
  expect(await (await prompt).jsonValue()).toMatchObject({ name: 'AbortError', cause: 'enough' });
  // The prompt itself is closed, not only the call.
  await expect(app.page).not.toHaveTitle('asked');

  await authenticator.setAnswering(true);
  expect(await app.call('associateWebAuthnCredential')).toBeUndefined();
  expect(await passkeys(app)).toHaveLength(1);
});

test('a later prompt replaces that of another instance', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    let shown = 0;
    // Like a browser: while the first prompt waits for the user, another one is rejected.
    credentials.get = (request) => {
      if (shown > 0) return Promise.reject(new DOMException('A request is already pending.', 'OperationError'));
      if (document.title === 'asked') return get(request);
      document.title = 'asked';
      shown += 1;
      return new Promise((_, reject) => {
        request?.signal?.addEventListener('abort', () => {
          shown -= 1;
          reject(new DOMException('Aborted.', 'AbortError'));
        });
      });
    };
  });
  await addVirtualAuthenticator(app.page);
  const config = cognito.resourcesConfig({ identityPoolId: undefined });
  await app.beginSignedIn(config);
  await app.call('associateWebAuthnCredential');
  await app.call('signOut');
  const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' } as const;
  const first = app.page.evaluate(
    async ([given, input]) => {
      const auth = harness.library.createAuth(given as never);
      return auth.signIn({ ...input, options: { ...input.options, mediation: 'conditional' } }).catch(String);
    },
    [config, { username, options }] as const,
  );
  await expect(app.page).toHaveTitle('asked');
  expect(await app.call('signIn', { username, options })).toStrictEqual(done);
  expect(await first).toContain('PasskeyOperationAborted');
});
