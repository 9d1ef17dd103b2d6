import { currentBackend } from '../pool/backend';
import { announce } from '../ui/announce';
import { type Choice, createChoices } from '../ui/choices';
import { create, element, named } from '../ui/dom';
import { isShown, onViewShown } from '../ui/views';
import { answerFacts } from './answer';
import { callReport } from './call-report';
import { type Way, callApi } from './calls';
import { callProblem, noIdentityPool } from './missing-credentials';

interface Offer extends Choice {
  readonly value: Way;
  readonly needsUser: boolean;
  readonly needsIdentityPool: boolean;
}

const offers: readonly Offer[] = [
  {
    value: 'guest',
    label: 'As a guest',
    detail: 'Signed with the AWS credentials of a guest',
    needsUser: false,
    needsIdentityPool: true,
  },
  {
    value: 'user',
    label: 'As yourself',
    detail: 'Signed with your AWS credentials',
    needsUser: true,
    needsIdentityPool: true,
  },
  {
    value: 'token',
    label: 'With your access token',
    detail: 'For APIs with an authorizer of the user pool',
    needsUser: true,
    needsIdentityPool: false,
  },
  {
    value: 'unsigned',
    label: 'Unsigned',
    detail: 'Without credentials; the API refuses it',
    needsUser: false,
    needsIdentityPool: false,
  },
];

/** The card that calls the local Cognito's API, which verifies signatures and tokens as AWS does. */
export function initApiCard(): void {
  const card = element('call-api', HTMLElement);
  const body = element('call-api-body', HTMLElement);
  const { localOrigin, identityPoolId } = currentBackend();
  if (!localOrigin) {
    body.append(cloudHint());
    showBesideForms(card, () => undefined);
    return;
  }
  const problem = element('call-api-error', HTMLElement);
  const report = named('api-report', create('div', 'report'));
  report.hidden = true;
  const clear = (): void => {
    problem.replaceChildren();
    report.replaceChildren();
    report.hidden = true;
  };

  const call = async (way: Way): Promise<void> => {
    clear();
    const isSignedIn = isShown('account');
    try {
      const made = await callApi(localOrigin, way, isSignedIn);
      // The user has signed in or out meanwhile.
      if (isShown('account') !== isSignedIn) return;
      report.replaceChildren(...callReport(made));
      report.hidden = false;
      announce(
        answerFacts(made)
          .map(({ label, value }) => `${label}: ${value}.`)
          .join(' '),
      );
    } catch (error) {
      problem.replaceChildren(...callProblem(error, way, isSignedIn));
    }
  };
  const possible = offers.filter(({ needsIdentityPool }) => identityPoolId !== undefined || !needsIdentityPool);
  const list = createChoices(possible, 'call-api-title', (value) => call(value as Way));
  const missing = named('api-missing', create('p', 'small', ...noIdentityPool()));
  missing.hidden = identityPoolId !== undefined;
  const signedOutHint = create('p', 'small', 'Sign in to call it as yourself, too.');
  body.append(missing, list, signedOutHint, report);

  let wasSignedIn: boolean | undefined;
  showBesideForms(card, (isSignedIn) => {
    possible.forEach(({ needsUser }, index) => {
      const item = list.children[index];
      if (item instanceof HTMLElement) item.hidden = needsUser && !isSignedIn;
    });
    signedOutHint.hidden = isSignedIn;
    // The next user must not see what the last one was told.
    if (wasSignedIn !== isSignedIn) clear();
    wasSignedIn = isSignedIn;
  });
}

/** Shows the card beside the account, and beside the forms with which a visit begins. */
function showBesideForms(card: HTMLElement, render: (isSignedIn: boolean) => void): void {
  const update = (): void => {
    card.hidden = !isShown('account') && !isShown('register') && !isShown('sign-in');
    render(isShown('account'));
  };
  onViewShown(update);
  update();
}

/** What to do with a pool in the cloud, whose API this page does not know. */
function cloudHint(): HTMLElement {
  return named(
    'api-missing',
    create(
      'p',
      'small',
      'This calls an API of the local Cognito, and the page uses a pool in the cloud. Your own API is called with ',
      create('code', '', 'signedFetch(url)'),
      '; for guests, the pool needs an identity pool with guest access.',
    ),
  );
}
