import { announce } from '../ui/announce';
import { createButton } from '../ui/button';
import { copyText } from '../ui/copy';
import { create, element, named } from '../ui/dom';
import { type Exchange, lastExchanges, onExchange } from './exchanges';
import type { Member } from './members';
import { noteOn } from './operations';

/** The card with the requests to Cognito. It is hidden until there is one. */
export function initTimelineCard(): void {
  const items = new Map<Exchange, HTMLElement>();
  onExchange(() => {
    const exchanges = lastExchanges();
    for (const known of items.keys()) if (!exchanges.includes(known)) items.delete(known);
    for (const exchange of exchanges) if (!items.has(exchange)) items.set(exchange, toItem(exchange));
    const list = element('timeline-list', HTMLElement);
    const wanted = exchanges.flatMap((exchange) => items.get(exchange) ?? []);
    for (const item of list.children) if (!wanted.includes(item as HTMLElement)) item.remove();
    // Items stay where they are: one of them may have the focus.
    wanted.forEach((item, index) => {
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    });
    element('timeline', HTMLElement).hidden = false;
  });
}

function toItem({ operation, status, tookMs, sent, received }: Exchange): HTMLElement {
  const valueOf = (name: string): string => sent.find((member) => member.name === name)?.value ?? '';
  const kind = valueOf('ChallengeName') || valueOf('AuthFlow');
  const { code, secret } = noteOn(operation, kind);
  const outcome = status === undefined ? 'no reply' : String(status);
  const summary = create(
    'summary',
    '',
    create('span', 'wire-title', operation),
    create('span', 'small', ` ${[kind, outcome].filter(Boolean).join(' · ')}`),
    create('span', 'wire-time', `${tookMs.toFixed(0)} ms`),
  );
  const details = create('details', 'wire-exchange', summary, create('h3', 'wire-part', 'Sent'), toList(sent));
  if (secret) details.append(create('h3', 'wire-part', 'Kept secret'), create('p', 'small', secret));
  if (received.length > 0) details.append(create('h3', 'wire-part', 'Received'), toList(received));
  if (code) details.append(create('h3', 'wire-part', 'Code'), ...codeOf(operation, code));
  return named('timeline-entry', create('li', '', details));
}

function toList(members: readonly Member[]): HTMLElement {
  const list = create('dl', 'wire-members');
  for (const { name, value } of members) {
    const detail =
      value === undefined ? create('dd', 'hint', 'not shown here') : create('dd', '', create('code', '', value));
    list.append(create('dt', '', name), detail);
  }
  return list;
}

function codeOf(operation: string, code: string): HTMLElement[] {
  const block = create('pre', 'wire-code', create('code', '', code));
  block.tabIndex = 0;
  const copy = createButton({
    label: 'Copy',
    fullLabel: `Copy the code for ${operation}`,
    testId: 'timeline-copy',
    look: 'quiet',
  });
  copy.addEventListener('click', () => {
    void copyText(code).then((done) => announce(done ? 'Copied.' : 'The browser did not allow copying.'));
  });
  return [block, copy];
}
