import { currentBackend } from '../pool/backend';
import { create, element } from '../ui/dom';
import { onViewShown, isShown } from '../ui/views';
import { type Journey, forgetJourney, onJourney } from './journey';
import { type Progress, type Step, journeySteps } from './journey-steps';

/** How a step's progress is read out. */
const words: Readonly<Record<Progress, string>> = {
  done: 'Done',
  wrong: 'Not done',
  unseen: 'Not seen',
  waiting: 'Waiting',
  open: 'Not reached',
};

/** Shows the steps of a sign-in at Cognito's pages: below the sign-in, and at the top of the account. */
export function initJourneyCard(): void {
  const card = element('journey', HTMLElement);
  const list = element('journey-steps', HTMLElement);
  const render = (journey: Journey | undefined): void => {
    card.hidden = journey === undefined;
    if (!journey) return;
    element('journey-title', HTMLElement).textContent = title(journey);
    list.replaceChildren(...journeySteps(journey, expected()).map(item));
  };
  onJourney(render);
  element('journey-hide', HTMLButtonElement).addEventListener('click', () => {
    forgetJourney();
    element('main', HTMLElement).focus();
  });
  onViewShown(() => {
    element(isShown('account') ? 'account-journey' : 'entry-journey', HTMLElement).append(card);
  });
}

function title({ provider, signedIn, problem }: Journey): string {
  const where = provider === undefined ? 'at Cognito’s pages' : `with ${provider}`;
  if (signedIn) return `How you signed in ${where}`;
  return problem === undefined ? `Signing in ${where}` : `The sign-in ${where} has ended`;
}

function expected(): Parameters<typeof journeySteps>[1] {
  const { userPoolId, userPoolClientId, oauth } = currentBackend();
  return { userPoolId, clientId: userPoolClientId, redirects: oauth?.redirectSignIn ?? [] };
}

function item({ title, progress, facts, checks }: Step): HTMLElement {
  const head = create('p', 'journey-head', create('span', 'visually-hidden', `${words[progress]}: `), title);
  const body = create('div', 'journey-body', head, ...facts.map((text) => create('p', 'journey-fact', text)));
  if (progress === 'unseen') body.append(create('p', 'journey-fact', 'This browser does not show it to the page.'));
  if (checks.length > 0)
    body.append(
      create(
        'ul',
        'journey-checks',
        ...checks.map(({ text, isMet }) => {
          const line = create('li', '', create('span', 'visually-hidden', isMet ? 'Yes: ' : 'No: '), text);
          line.dataset.met = String(isMet);
          return line;
        }),
      ),
    );
  const step = create('li', 'journey-step', body);
  step.dataset.progress = progress;
  return step;
}
