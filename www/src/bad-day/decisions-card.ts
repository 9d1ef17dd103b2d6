import { Hub, diagnostics } from 'cognito-wasm';
import { announce } from '../ui/announce';
import { create, element } from '../ui/dom';
import { copyText } from '../ui/copy';
import { decisionText } from './decision-texts';

/**
 * Lists what the session has decided in this tab, newest first. Every decision with an event is listed at once.
 *
 * @returns Brings the list up to date.
 */
export function initDecisionsCard(): () => Promise<void> {
  const card = element('decisions', HTMLElement);
  const list = element('decision-list', HTMLElement);
  let renders = 0;

  const render = async (): Promise<void> => {
    renders += 1;
    const render = renders;
    const { history } = await diagnostics();
    // A later call has newer decisions.
    if (render !== renders) return;
    list.replaceChildren(
      ...[...history].reverse().map((made) => {
        const time = create('time', 'entry-time', made.time.toLocaleTimeString([], { hour12: false }));
        time.dateTime = made.time.toISOString();
        return create('li', 'decision', time, create('span', '', decisionText(made)));
      }),
    );
    card.hidden = history.length === 0;
  };

  const copy = element('decisions-copy', HTMLButtonElement);
  const copyReport = async (): Promise<void> => {
    const isCopied = await copyText(String(await diagnostics()));
    copy.textContent = isCopied ? 'Copied' : 'Copying is not allowed here';
    announce(isCopied ? 'Diagnostics copied.' : 'The browser did not allow copying.');
  };
  copy.addEventListener('click', () => void copyReport());
  copy.addEventListener('blur', () => {
    copy.textContent = 'Copy for a bug report';
  });

  Hub.listen('auth', () => void render());
  void render();
  return render;
}
