import { announce } from '../ui/announce';
import { whileBusy } from '../ui/busy';
import { element } from '../ui/dom';
import { toProblem } from '../ui/error-texts';
import { isShown, onViewShown } from '../ui/views';
import { troubleRequests } from './cognito-requests';
import { initDecisionsCard } from './decisions-card';
import { setClockWrong } from './page-clock';
import { returnToTheRightTime } from './passing-hours';
import { type SessionActions, initSessionActions } from './session-actions';
import { createTroubleEvents } from './trouble-events';
import { createTroubleOptions } from './trouble-options';
import { clockErrors, clockTroubles, requestTroubles } from './troubles';

/** The card on which a signed-in user makes trouble, and sees what the session decides. */
export function initBadDay(actions: SessionActions): void {
  const card = element('bad-day', HTMLElement);
  const problem = element('bad-day-error', HTMLElement);
  const showDecisions = initDecisionsCard();

  const attempt = async (task: () => Promise<void>): Promise<void> => {
    problem.textContent = '';
    try {
      await task();
    } catch (error) {
      problem.textContent = toProblem(error, {}, []).text;
    }
    await showDecisions();
  };

  const requests = createTroubleOptions('requests', 'Requests to Cognito', requestTroubles, troubleRequests);
  const clock = createTroubleOptions('clock', 'The clock of this page', clockTroubles, (value) => {
    setClockWrong(clockErrors[value]);
  });
  element('bad-day-options', HTMLElement).append(requests.group, clock.group);
  element('bad-day-events', HTMLElement).append(...createTroubleEvents(attempt));
  const clearReport = initSessionActions(actions, attempt);

  const putRight = async (): Promise<void> => {
    requests.reset();
    clock.reset();
    await returnToTheRightTime();
  };
  const end = element('bad-day-end', HTMLButtonElement);
  end.addEventListener('click', () => {
    const work = (): Promise<void> =>
      attempt(async () => {
        await putRight();
        announce('All trouble has ended.');
      });
    void whileBusy(end, 'One moment…', work);
  });
  // The local Cognito's clock would stay wrong. A page that the browser keeps for the Back button comes back without trouble.
  window.addEventListener('pagehide', () => {
    putRight().catch(() => undefined);
  });

  // Signed out, the card stays as long as there is trouble, so that it can be ended.
  onViewShown(() => {
    if (!isShown('account')) clearReport();
    card.hidden = !isShown('account') && !requests.isTrouble() && !clock.isTrouble();
  });
}
