import { type AuthSession, type FetchAuthSessionOptions, fetchAuthSession } from 'cognito-wasm';
import { announce } from '../ui/announce';
import { createTaskButton } from '../ui/button';
import { element } from '../ui/dom';
import { showFacts } from '../ui/facts';
import { sessionReport } from './session-report';

export interface SessionActions {
  /** Shows a session in the rest of the page. */
  readonly onSession: (session: AuthSession) => Promise<void>;
  readonly onSignOut: () => Promise<void>;
}

/**
 * Buttons that ask for the session, and the answer in words. `attempt` shows the error of a task.
 *
 * @returns Removes the answer, since someone else may sign in next.
 */
export function initSessionActions(
  { onSession, onSignOut }: SessionActions,
  attempt: (task: () => Promise<void>) => Promise<void>,
): () => void {
  const report = element('session-report', HTMLElement);
  const ask = async (options: FetchAuthSessionOptions): Promise<void> => {
    const session = await fetchAuthSession(options);
    const facts = await sessionReport(session);
    showFacts(report, facts);
    report.hidden = false;
    announce(facts.map(({ label, value }) => `${label}: ${value}.`).join(' '));
    await onSession(session);
  };
  const asking = (label: string, testId: string, options: FetchAuthSessionOptions): HTMLElement =>
    createTaskButton({ label, testId, busyLabel: 'Asking…' }, () => attempt(() => ask(options)));

  element('bad-day-actions', HTMLElement).append(
    asking('Ask for the session', 'ask-session', {}),
    asking('Refresh now', 'ask-refresh', { forceRefresh: true }),
    asking('Answer from storage', 'ask-stale', { allowStale: true }),
    createTaskButton({ label: 'Sign out', testId: 'ask-signout', busyLabel: 'Signing out…' }, () => attempt(onSignOut)),
  );
  return () => {
    report.replaceChildren();
    report.hidden = true;
  };
}
