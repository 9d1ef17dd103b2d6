import { createTaskButton } from '../ui/button';
import { createLinkToNewTab, named } from '../ui/dom';
import { createRow } from '../ui/rows';
import { announce } from '../ui/announce';
import { clearStorage } from './clear-storage';
import { canTimePass, passAnHour } from './passing-hours';

/** The troubles that happen once, each with a control. `attempt` shows the error of a task. */
export function createTroubleEvents(attempt: (task: () => Promise<void>) => Promise<void>): HTMLElement[] {
  const hour = createTaskButton({ label: 'Let an hour pass', testId: 'bad-day-hour', busyLabel: 'One moment…' }, () =>
    attempt(async () => {
      await passAnHour();
      announce('An hour has passed.');
    }),
  );
  const tab = named('bad-day-tab', createLinkToNewTab('Open a second tab', location.pathname + location.search));
  tab.className = 'button plain';
  const clear = createTaskButton({ label: 'Clear the storage', testId: 'bad-day-clear', busyLabel: 'Clearing…' }, () =>
    attempt(() => {
      clearStorage();
      announce('The storage has been cleared.');
      return Promise.resolve();
    }),
  );
  const expiry = createRow({
    testId: 'trouble-hour',
    title: 'Expired tokens',
    detail:
      'The clocks of this page and of the local Cognito go forward by an hour. The next call refreshes the tokens. Users notice nothing.',
    actions: [hour],
  });
  return [
    ...(canTimePass() ? [expiry] : []),
    createRow({
      testId: 'trouble-tab',
      title: 'A second tab',
      detail:
        'Both tabs have the same session. What one does, the other one lists under Hub events, as from another tab. Requests and clock are troubled in this tab only.',
      actions: [tab],
    }),
    createRow({
      testId: 'trouble-clear',
      title: 'Storage cleared',
      detail:
        'Removes everything from localStorage, as browsers do when users clear the data of a site. The session is gone: users have to sign in again.',
      actions: [clear],
    }),
  ];
}
