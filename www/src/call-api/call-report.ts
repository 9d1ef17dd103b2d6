import type { SigningDetails } from 'cognito-wasm';
import { create, named } from '../ui/dom';
import { showFacts } from '../ui/facts';
import { answerFacts } from './answer';
import { type Call, type Way, request } from './calls';
import { sentHeaders, shownRequest } from './sent-headers';

/** What a call does not send. */
const secrets: Readonly<Record<Way, string>> = {
  guest: 'The secret access key. It made the signature and is not sent. The session token is sent.',
  user: 'The secret access key, the user pool’s tokens and your password. The session token is sent.',
  token:
    'The refresh token and your password. The access token is sent, and anyone who has it can call the API until it expires.',
  unsigned: 'Everything: no credentials and no token were sent.',
};

/** A call as the page shows it: the answer, what was sent, what stayed secret, and how it was signed. */
export function callReport(call: Call): HTMLElement[] {
  const facts = create('dl', 'facts');
  showFacts(facts, answerFacts(call));
  const signature = call.signatures.at(-1);
  return [
    named('api-answer', facts),
    fold('api-body', 'The answer', block(JSON.stringify(call.answer, null, 2))),
    fold('api-sent', 'What was sent', block(sentText(call))),
    ...(signature ? [fold('api-signing', 'How it was signed', ...signingSteps(signature))] : []),
    create('p', 'row-title', 'What stayed secret'),
    named('api-secret', create('p', 'row-detail', secrets[call.way])),
  ];
}

function sentText(call: Call): string {
  const headers = sentHeaders(call).map(([name, value]) => `${name}: ${value}`);
  return [`${call.method} ${call.url}`, ...headers, '', request.body].join('\n');
}

function signingSteps(details: SigningDetails): HTMLElement[] {
  return [
    step('Canonical request: the form of the request that both sides hash', 'api-canonical', shownRequest(details)),
    step(
      'String to sign: the hash of the canonical request, with date, region and service',
      'api-string',
      details.stringToSign,
    ),
    step(
      'Signature: HMAC of the string to sign, with a key derived from the secret access key',
      'api-signature',
      details.signature,
    ),
  ];
}

function step(title: string, testId: string, text: string): HTMLElement {
  return create('div', 'api-step', create('p', 'row-detail', title), named(testId, block(text)));
}

function block(text: string): HTMLElement {
  return create('pre', 'listing', text);
}

function fold(testId: string, title: string, ...content: HTMLElement[]): HTMLElement {
  return named(testId, create('details', 'fold', create('summary', '', title), ...content));
}
