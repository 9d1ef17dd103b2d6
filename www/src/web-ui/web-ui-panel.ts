import { type AuthProvider, type SignInWithWebUIOutput, fetchAuthSession, signInWithWebUI } from 'cognito-wasm';
import { currentBackend, isInPage } from '../pool/backend';
import { isBesideAnother } from '../pool/cognito-in-page';
import { type OfferedProviders, type Provider, identityProviders } from '../pool/identity-providers';
import { clockDrift } from '../session/corrected-clock';
import { createTaskButton } from '../ui/button';
import { create, element, named } from '../ui/dom';
import { initialOf } from '../ui/initial';
import { hideNotice } from '../ui/notice';
import { repairLater } from '../ui/repair';
import { claimsOf } from './claims';
import { type Mode, addToJourney, beginJourney, endJourney, onJourney } from './journey';
import { createModeSwitch } from './mode-switch';
import { problemText, refusalText } from './problem-texts';
import { noteSentAddress } from './sent-address';

export interface WebUiOutcomes {
  readonly onSignedIn: () => Promise<void>;
}

/**
 * The buttons above the sign-in form that lead to Cognito's pages and to identity providers. Without a domain in the
 * configuration, a line that says what is missing.
 */
export function initWebUiPanel(offered: OfferedProviders, { onSignedIn }: WebUiOutcomes): void {
  const panel = element('web-ui', HTMLElement);
  if (!currentBackend().oauth) {
    element('signin-options', HTMLDetailsElement).append(
      named('web-ui-missing', create('p', 'small', ...whyNoPages())),
    );
    return;
  }
  const problem = named('error-web-ui', create('div', 'form-error'));
  problem.role = 'alert';
  // A problem of an earlier visit of the page is shown where that ends.
  let isFirst = true;
  onJourney((journey) => {
    problem.textContent = isFirst ? '' : (journey?.problem ?? '');
    isFirst = false;
  });

  const modes = createModeSwitch();
  const button = (testId: string, label: string, provider?: Provider): HTMLElement =>
    createTaskButton({ label, testId, busyLabel: 'One moment…' }, () => {
      hideNotice();
      return signIn(modes.chosen(), provider).then((isSignedIn) => (isSignedIn ? onSignedIn() : undefined));
    });
  const buttons = create('div', 'web-ui-buttons');
  const showProviders = ({ providers, isComplete }: OfferedProviders): void => {
    buttons.replaceChildren(
      ...providers.map((provider) => {
        const made = button(`web-ui-${provider.name}`, `Continue with ${provider.label}`, provider);
        made.dataset.initial = initialOf(provider.label);
        return made;
      }),
      button('web-ui-pages', 'Continue on Cognito’s pages'),
    );
    if (!isComplete)
      repairLater('identity providers', async () => {
        showProviders(await identityProviders());
      });
  };
  showProviders(offered);
  panel.append(problem, buttons, create('p', 'web-ui-or', 'or'));
  element('signin-options', HTMLDetailsElement).append(modes.group);
}

function whyNoPages(): (string | Node)[] {
  const pages = 'Sign-in with Google and others, on Cognito’s own pages, needs';
  if (isBesideAnother()) return [`${pages} a domain. The Cognito in this page has none beside another Cognito.`];
  if (isInPage()) return [`${pages} this site at the root of its host. Here it is in a folder.`];
  const [member, file] = [create('code', '', 'OAuth'), create('code', '', 'amplifyconfiguration.json')];
  return [`${pages} a domain of the user pool. Put it into `, member, ' in ', file, '.'];
}

/** Signs in, and notes what is seen of it. The library is called at once, or the browser would block its window. */
async function signIn(mode: Mode, chosen: Provider | undefined): Promise<boolean> {
  const given = {
    nonce: crypto.randomUUID(),
    customState: `from ${chosen ? `the button for ${chosen.label}` : 'the button for Cognito’s pages'}`,
    returnTo: location.pathname + location.search + location.hash,
  };
  beginJourney({ mode, given, ...(chosen ? { provider: chosen.label } : {}) });
  try {
    return await settle(await noteSentAddress(mode, () => ask(mode, given, chosen?.provider)));
  } catch (error) {
    // Another tab has signed in meanwhile. Use its session.
    if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException') return true;
    addToJourney({ problem: problemText(error) });
    return false;
  }
}

function ask(
  mode: Mode,
  { nonce, customState, returnTo }: { readonly nonce: string; readonly customState: string; readonly returnTo: string },
  provider: AuthProvider | undefined,
): Promise<SignInWithWebUIOutput> {
  return signInWithWebUI({
    mode,
    customState,
    returnTo,
    options: { nonce },
    ...(provider === undefined ? {} : { provider }),
  });
}

async function settle(outcome: SignInWithWebUIOutput): Promise<boolean> {
  if (outcome.isSignedIn) {
    await noteSignedIn(outcome);
    return true;
  }
  if (outcome.reason !== 'redirected') addToJourney({ problem: refusalText(outcome.reason) });
  return false;
}

/** Notes who has been signed in, and what the tokens say. */
export async function noteSignedIn(back: Extract<SignInWithWebUIOutput, { readonly isSignedIn: true }>): Promise<void> {
  const { user, customState, returnTo } = back;
  const session = await fetchAuthSession();
  endJourney(
    {
      username: user.username,
      ...(customState === undefined ? {} : { customState }),
      ...(returnTo === undefined ? {} : { returnTo }),
    },
    claimsOf(session, Date.now() + clockDrift(user.username)),
  );
}
