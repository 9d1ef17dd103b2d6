import { create, element, named } from '../ui/dom';
import { type Exchange, lastExchanges, onExchange } from './exchanges';
import { type SrpRun, lastSrpRun } from './srp-run';

const MOST_SUBMITS = 10;

/** The card with the last proof of a password, step by step. It is hidden until there is one. */
export function initSrpCard(): void {
  const submittedAt: number[] = [];
  document.addEventListener(
    'submit',
    () => {
      submittedAt.push(performance.now());
      if (submittedAt.length > MOST_SUBMITS) submittedAt.shift();
    },
    { capture: true },
  );
  let shown: readonly Exchange[] = [];
  onExchange(() => {
    const exchanges = [...lastExchanges()];
    shown = exchanges;
    void lastSrpRun(exchanges, submittedAt).then((run) => {
      if (run && shown === exchanges) show(run);
    });
  });
}

function show(run: SrpRun): void {
  element('srp-steps', HTMLElement).replaceChildren(...stepsOf(run).map(toItem));
  element('srp', HTMLElement).hidden = false;
}

interface Step {
  readonly title: string;
  readonly text: string;
  readonly numbers?: Readonly<Record<string, string>>;
  readonly secret?: string;
  readonly tookMs?: number | undefined;
}

function stepsOf({ A, B, salt, u, M1, beforeMs, challengeMs, proofMs, answerMs, isAccepted }: SrpRun): Step[] {
  return [
    {
      title: 'The browser sends A',
      text: 'A = g^a mod N. The page computes it ahead while it is idle. The time is from the button to the request.',
      numbers: { A },
      secret: 'the random number a, the password',
      tookMs: beforeMs,
    },
    {
      title: 'Cognito answers with a challenge',
      text: 'B depends on the verifier that Cognito has stored instead of the password.',
      numbers: { B, salt },
      secret: 'b and the verifier, which stay at Cognito',
      tookMs: challengeMs,
    },
    {
      title: 'Both sides mix A and B',
      text: 'u = SHA-256(A, B). This page has computed it for you from the two numbers above.',
      numbers: { u },
    },
    {
      title: 'The browser proves that it knows the password',
      text: 'x comes from the salt, the username and the password; S from B, x, a and u. M1 is a signature with the key from S.',
      numbers: { M1 },
      secret: 'the password, x, S and the key',
      tookMs: proofMs,
    },
    {
      title: isAccepted ? 'Cognito has accepted the proof' : 'Cognito has refused the proof',
      text: isAccepted
        ? 'It computed the same key in another way, and compared M1.'
        : 'Its key is another one: the password was wrong, or Cognito asks for something else first.',
      tookMs: answerMs,
    },
  ];
}

function toItem({ title, text, numbers = {}, secret, tookMs }: Step): HTMLElement {
  const head = create('p', 'wire-head', create('span', 'wire-title', title));
  if (tookMs !== undefined) head.append(create('span', 'wire-time', `${tookMs.toFixed(1)} ms`));
  const item = named('srp-step', create('li', 'wire-step', head, create('p', 'small', text)));
  const list = create('dl', 'wire-members');
  for (const [name, hex] of Object.entries(numbers))
    list.append(create('dt', '', name), create('dd', '', create('code', '', shortNumber(name, hex))));
  if (secret) list.append(create('dt', '', 'Never sent'), create('dd', '', secret));
  if (list.children.length > 0) item.append(list);
  return item;
}

/** The beginning and end of a number, and its length. M1 is in base64. */
function shortNumber(name: string, text: string): string {
  if (text.length <= 24) return text;
  const bits = name === 'M1' ? 256 : text.length * 4;
  return `${text.slice(0, 12)}…${text.slice(-6)} (${String(bits)} bits)`;
}
