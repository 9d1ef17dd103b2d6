import { type AuthSession, getCurrentUser } from 'cognito-wasm';
import { whileBusy } from './busy';
import { element } from './dom';
import { showFacts } from './facts';
import { type NoticeTone, showNotice } from './notice';
import { profileFacts } from './profile-facts';
import { sessionFacts } from './session-facts';
import { signOutAndReport } from './sign-out';
import { everySecond, showTokenLife } from './token-life';

interface AccountOptions {
  /** Renews the session and shows the result. */
  readonly onRefresh: () => Promise<void>;
  readonly onSignedOut: (text: string, tone: NoticeTone) => void;
}

export interface AccountPanel {
  /** Fills the panel in for a session that holds tokens. */
  readonly show: (session: AuthSession) => Promise<void>;
  readonly leave: () => void;
}

/** The signed-in person: profile, tokens ticking down, session facts, and the ways out. */
export function initAccountPanel({ onRefresh, onSignedOut }: AccountOptions): AccountPanel {
  let stopTicking = (): void => undefined;

  const refresh = element('refresh', HTMLButtonElement);
  refresh.addEventListener('click', () => void whileBusy(refresh, 'Refreshing…', onRefresh));

  const connectSignOut = (id: string, everywhere: boolean): void => {
    const button = element(id, HTMLButtonElement);
    const run = async (): Promise<void> => {
      try {
        const { text, tone } = await signOutAndReport(everywhere);
        onSignedOut(text, tone);
      } catch (error) {
        showNotice(`Signing out failed: ${String(error)}`, 'warning');
      }
    };
    button.addEventListener('click', () => void whileBusy(button, 'Signing out…', run));
  };
  connectSignOut('signout', false);
  connectSignOut('signout-global', true);

  return {
    async show(session) {
      const { username, userId } = await getCurrentUser();
      const { accessToken, idToken } = session.tokens ?? {};
      const email = idToken?.payload.email;
      element('account-username', HTMLElement).textContent = username;
      element('account-initial', HTMLElement).textContent = username.charAt(0).toUpperCase();
      element('account-email', HTMLElement).textContent = typeof email === 'string' ? email : '';
      showFacts(element('account-attributes', HTMLElement), profileFacts(userId, idToken));
      showFacts(element('session-facts', HTMLElement), sessionFacts(session));
      stopTicking();
      stopTicking = everySecond(() => {
        const now = Date.now();
        showTokenLife('access-token', accessToken, now);
        showTokenLife('id-token', idToken, now);
      });
    },
    leave() {
      stopTicking();
    },
  };
}
