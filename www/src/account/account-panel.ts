import { type AuthSession, getCurrentUser } from 'cognito-wasm';
import { onPoolSettingsChange, poolMayOffer } from '../pool/pool-settings';
import { clockDrift } from '../session/corrected-clock';
import { whileBusy } from '../ui/busy';
import { element } from '../ui/dom';
import { showFacts } from '../ui/facts';
import { initialOf } from '../ui/initial';
import { type NoticeTone, showNotice } from '../ui/notice';
import { forgetPart } from '../ui/repair';
import { createAttributesCard } from './attributes-card';
import type { AccountCard } from './card';
import { initDeleteAccount } from './delete-account';
import { createDevicesCard } from './devices-card';
import { createMfaCard } from './mfa-card';
import { createPagesCard } from './pages-card';
import { isFromPages, isWithoutPassword } from './pages-session';
import { signOutAtPages } from './pages-sign-out';
import { createPasskeysCard } from './passkeys-card';
import { createPasswordCard } from './password-card';
import { sessionFacts } from './session-facts';
import { type SignOutReport, signOutAndReport } from './sign-out';
import { clearTokenClaims, showTokenClaims } from './token-claims';
import { everySecond, showTokenLife } from './token-life';

interface AccountOptions {
  /** Refreshes the session and shows the result. */
  readonly onRefresh: () => Promise<void>;
  readonly onSignedOut: (text: string, tone: NoticeTone) => void;
  readonly onDeleted: () => void;
}

export interface AccountPanel {
  /** Fills in the panel for a session with tokens. */
  readonly show: (session: AuthSession) => Promise<void>;
  readonly leave: () => void;
  /** Signs out here, and at Cognito's pages if the user has signed in there. */
  readonly signOut: (everywhere: boolean) => Promise<SignOutReport>;
}

/** The account of the signed-in user: profile, factors, token lifetimes, session, sign-out and deletion. */
export function initAccountPanel({ onRefresh, onSignedOut, onDeleted }: AccountOptions): AccountPanel {
  let stopTicking = (): void => undefined;
  /** The user whose cards are shown. */
  let shownUser: string | undefined;
  const currentUsername = (): string => shownUser ?? '';
  /** The user's address. That in the ID token is older. */
  let addressNow: string | undefined;

  const passwordCard = createPasswordCard(currentUsername);
  const pagesCard = createPagesCard(({ text, tone }) => {
    onSignedOut(text, tone);
  });
  const cards: readonly AccountCard[] = [
    pagesCard,
    createAttributesCard(({ email = '' }) => {
      addressNow = email;
      element('account-email', HTMLElement).textContent = email;
    }),
    passwordCard,
    createMfaCard(currentUsername),
    createPasskeysCard(),
    createDevicesCard(currentUsername),
  ];
  element('account-cards', HTMLElement).append(...cards.map(({ section }) => section));
  /** Cards that do not concern the shown user. */
  const unsuitable = new Set<AccountCard>([pagesCard]);
  const isOffered = (card: AccountCard): boolean =>
    !unsuitable.has(card) && (card.feature === undefined || poolMayOffer(card.feature));
  const renderOffers = (): void => {
    for (const card of cards) card.section.hidden = !isOffered(card);
  };
  const loadCards = async (wanted: readonly AccountCard[]): Promise<void> => {
    await Promise.all(wanted.filter(isOffered).map((card) => card.load()));
  };
  onPoolSettingsChange(() => {
    const appearing = cards.filter((card) => card.section.hidden);
    renderOffers();
    if (shownUser !== undefined) void loadCards(appearing);
  });
  renderOffers();

  const refresh = element('refresh', HTMLButtonElement);
  refresh.addEventListener('click', () => void whileBusy(refresh, 'Refreshing…', onRefresh));
  initDeleteAccount(currentUsername, onDeleted);
  const signOut = (everywhere: boolean): Promise<SignOutReport> =>
    isFromPages(currentUsername()) ? signOutAtPages(everywhere) : signOutAndReport(everywhere);
  connectSignOut('signout', () => signOut(false), onSignedOut);
  connectSignOut('signout-global', () => signOut(true), onSignedOut);

  return {
    async show(session) {
      const { username } = await getCurrentUser({ allowStale: true });
      const { accessToken, idToken } = session.tokens ?? {};
      const isSameUser = shownUser === username;
      if (!isSameUser) addressNow = undefined;
      shownUser = username;
      const email = idToken?.payload.email;
      element('account-username', HTMLElement).textContent = username;
      element('account-initial', HTMLElement).textContent = initialOf(username);
      element('account-email', HTMLElement).textContent = addressNow ?? (typeof email === 'string' ? email : '');
      showFacts(element('session-facts', HTMLElement), sessionFacts(session, isFromPages(username)));
      pagesCard.showIdentities(session);
      showTokenClaims(session);
      stopTicking();
      stopTicking = everySecond(() => {
        const now = Date.now() + clockDrift(username);
        showTokenLife('access-token', accessToken, now);
        showTokenLife('id-token', idToken, now);
      });
      // Do not reload the cards on a refresh: the user may be editing them.
      if (isSameUser) return;
      unsuitable.clear();
      if (!isFromPages(username)) unsuitable.add(pagesCard);
      if (isWithoutPassword(username, session)) unsuitable.add(passwordCard);
      renderOffers();
      void loadCards(cards);
    },
    leave() {
      stopTicking();
      shownUser = undefined;
      addressNow = undefined;
      for (const id of ['account-username', 'account-email']) element(id, HTMLElement).textContent = '';
      clearTokenClaims();
      for (const card of cards) {
        card.clear();
        forgetPart(card.section.dataset.testid ?? '');
      }
    },
    signOut,
  };
}

function connectSignOut(
  id: string,
  signOut: () => Promise<SignOutReport>,
  onSignedOut: AccountOptions['onSignedOut'],
): void {
  const button = element(id, HTMLButtonElement);
  const run = async (): Promise<void> => {
    try {
      const { text, tone } = await signOut();
      onSignedOut(text, tone);
    } catch (error) {
      showNotice(`Signing out failed: ${String(error)}`, 'warning');
    }
  };
  button.addEventListener('click', () => void whileBusy(button, 'Signing out…', run));
}
