/** Every shape of configuration: signing in with it, and a page with a stored session. */
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';

interface Shape {
  /** The configuration of the seed's user pool. */
  readonly config: (cognito: LocalCognito) => unknown;
  /** Warnings in the console. With one, the module is asked. */
  readonly warnings?: readonly string[];
}

const { userPoolId, nativeClientId: clientId } = seed;

const plugin = ({ origin }: LocalCognito): object => ({
  CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, userPoolEndpoint: `${origin}/` } },
  Auth: { Default: { authenticationFlowType: 'USER_SRP_AUTH', usernameAttributes: [] } },
});

const exportsFile = ({ origin }: LocalCognito): object => ({
  aws_project_region: 'us-east-1',
  aws_user_pools_id: userPoolId,
  aws_user_pools_web_client_id: clientId,
  oauth: {},
  aws_cognito_mfa_configuration: 'OFF',
  userPoolEndpoint: `${origin}/`,
});

const shapes: Readonly<Record<string, Shape>> = {
  ResourcesConfig: {
    config: ({ origin }) => ({
      Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: `${origin}/` } },
    }),
  },
  'a mobile amplifyconfiguration.json': {
    config: (cognito) => ({ auth: { plugins: { awsCognitoAuthPlugin: plugin(cognito) } } }),
  },
  'a mobile awsconfiguration.json': { config: plugin },
  'aws-exports': { config: exportsFile },
  'aws-exports as text': { config: (cognito) => `\uFEFF${JSON.stringify(exportsFile(cognito))}` },
  'amplify_outputs.json': {
    config: ({ origin }) => ({
      version: '1.4',
      auth: {
        aws_region: 'us-east-1',
        user_pool_id: userPoolId,
        user_pool_client_id: clientId,
        unauthenticated_identities_enabled: false,
        userPoolEndpoint: `${origin}/`,
      },
    }),
  },
  'what was written for Amplify 5': {
    config: ({ origin }) => ({
      Auth: { region: 'us-east-1', userPoolId, userPoolWebClientId: clientId, endpoint: `${origin}/` },
    }),
    warnings: ['in the form of Amplify 5'],
  },
};

for (const [name, { config, warnings = [] }] of Object.entries(shapes)) {
  test(`${name} signs in, and the next page ${warnings.length > 0 ? 'warns' : 'loads no module'}`, async ({
    app,
    cognito,
    context,
    harness,
  }) => {
    const given = config(cognito);
    await app.beginSignedIn(given);
    expect(await app.session()).toMatchObject({ isSignedIn: true });

    const page = await context.newPage();
    const loaded: string[] = [];
    const shown: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    page.on('console', (message) => shown.push(message.text()));
    await page.addInitScript('globalThis.requestIdleCallback = () => 0;');
    await page.goto(`${harness}/blank.html`);
    const answers = await page.evaluate(
      async ([entry, config]) => {
        const library = (await import(entry)) as typeof import('../../ts/index.js');
        const configured = library.Amplify.configure(config as never);
        const { Auth } = library.Amplify.getConfig();
        await configured;
        const { isSignedIn } = await library.fetchAuthSession();
        const { username } = await library.getCurrentUser();
        const { userPoolId, userPoolClientId } = Auth?.Cognito ?? {};
        return { isSignedIn, username, userPoolId, userPoolClientId };
      },
      ['/package/index.js', given] as const,
    );
    expect(answers).toEqual({ isSignedIn: true, username: person.username, userPoolId, userPoolClientId: clientId });
    expect(loaded.filter((path) => path.includes('moduleFile')).length).toBe(Math.min(warnings.length, 1));
    expect(shown).toHaveLength(warnings.length);
    for (const [index, warning] of warnings.entries()) expect(shown[index]).toContain(warning);
  });
}
