import type { Page } from '@playwright/test';
import type { DemoPage } from './demo-page.js';
import type { LocalCognito } from './local-cognito.js';
import { person } from './person.js';

const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'];

/** The steps of a sign-in at Cognito's pages, as the demo lists them. */
export const steps = 7;

/** Lets the demo use the pages of its local Cognito, as `npm start` does, and opens the sign-in. */
export async function openWithPages(demo: DemoPage, cognito: LocalCognito): Promise<void> {
  await cognito.setClient({
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: scopes,
    CallbackURLs: [demo.url],
    LogoutURLs: [demo.url],
    SupportedIdentityProviders: ['COGNITO', 'Google', 'Company'],
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const file = (await cognito.mobileConfiguration()) as {
    readonly auth: { readonly plugins: { readonly awsCognitoAuthPlugin: { readonly Auth: { Default: object } } } };
  };
  const { Auth } = file.auth.plugins.awsCognitoAuthPlugin;
  Auth.Default = {
    ...Auth.Default,
    OAuth: { WebDomain: cognito.origin, SignInRedirectURI: demo.url, SignOutRedirectURI: demo.url, Scopes: scopes },
  };
  // The windows that the page opens need it, too.
  await demo.page.context().route('**/amplifyconfiguration.json', (route) => route.fulfill({ json: file }));
  await demo.open('sign-in');
  await demo.at('web-ui-pages').waitFor();
}

/** Says at a provider's page who one is. */
export async function continueAs(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Signs in at Cognito's pages with a username and a password. */
export async function signInAtPages(page: Page): Promise<void> {
  // The demo's own fields have the same names.
  await page.waitForURL('**/login?**');
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Chooses how the pages are shown, which is one of the sign-in options. */
export async function chooseMode(demo: DemoPage, mode: 'redirect' | 'popup' | 'silent'): Promise<void> {
  await demo.openOptions();
  await demo.at(`web-ui-mode-${mode}`).check();
}

/** Chooses a window for the pages, and opens it with a button. */
export async function openWindow(demo: DemoPage, button: string): Promise<Page> {
  await chooseMode(demo, 'popup');
  const opening = demo.page.waitForEvent('popup');
  await demo.at(button).click();
  const opened = await opening;
  await opened.getByRole('button').first().waitFor();
  return opened;
}

/** How far each step has come, in order. */
export async function progress(demo: DemoPage): Promise<(string | null)[]> {
  const items = await demo.at('journey-steps').locator(':scope > li').all();
  return Promise.all(items.map((item) => item.getAttribute('data-progress')));
}
