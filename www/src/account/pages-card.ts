import type { AuthSession } from 'cognito-wasm';
import { createTaskButton } from '../ui/button';
import { create, named } from '../ui/dom';
import { type Row, createRow, shortTime } from '../ui/rows';
import { type AccountCard, createCardFrame } from './card';
import { identitiesOf } from './pages-session';
import { signOutHereOnly, signOutInWindow } from './pages-sign-out';
import type { SignOutReport } from './sign-out';

/** The card for a user who has signed in at Cognito's pages: with which identity, and the ways out. */
export function createPagesCard(onSignedOut: (report: SignOutReport) => void): AccountCard & {
  readonly showIdentities: (session: AuthSession) => void;
} {
  const frame = createCardFrame(
    'pages-card',
    'Cognito’s pages',
    'You have signed in there, so “Sign out” leads there, too. Here are the other ways out.',
  );
  const list = named('identities', create('ul', 'rows'));
  list.setAttribute('aria-label', 'Identities');
  const leaving = (label: string, testId: string, signOut: () => Promise<SignOutReport>): HTMLElement =>
    createTaskButton({ label, testId, busyLabel: 'Signing out…' }, () =>
      frame.attempt(async () => {
        onSignedOut(await signOut());
      }),
    );
  frame.body.append(
    list,
    create(
      'div',
      'actions card-actions',
      leaving('Sign out in a window', 'signout-window', signOutInWindow),
      leaving('Sign out here only', 'signout-here', signOutHereOnly),
    ),
  );
  return {
    section: frame.section,
    load: () => Promise.resolve(),
    clear() {
      list.replaceChildren();
    },
    showIdentities(session) {
      list.replaceChildren(...identityRows(session).map(createRow));
    },
  };
}

function identityRows(session: AuthSession): Row[] {
  const identities = identitiesOf(session);
  if (identities.length === 0)
    return [{ testId: 'identity', title: 'User pool', detail: 'With a username, without an identity provider' }];
  return identities.map(({ providerName = '', providerType = '', userId = '', dateCreated }) => ({
    testId: 'identity',
    title: providerName,
    detail: `Known there as ${userId}${dateCreated ? `, since ${shortTime(new Date(Number(dateCreated)))}` : ''}`,
    badges: providerType === providerName ? [] : [{ text: providerType }],
  }));
}
