import { keptInTab } from '../storage/kept';

/** Where the choice is kept for this browser tab, so that it survives a reload. */
const STORAGE_KEY = 'demo-tab';

/**
 * The tabs beside the box. A tab whose panel has nothing to show is not offered, such as the race without the local
 * Cognito. The keys are those of the ARIA pattern: arrows, Home and End.
 */
export function initTabs(): void {
  const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].map((button) => ({
    button,
    panel: panelOf(button),
  }));
  let wanted = keptInTab.get(STORAGE_KEY);

  const render = (): void => {
    for (const { button, panel } of tabs) button.hidden = ![...panel.children].some(isOffered);
    const offered = tabs.filter(({ button }) => !button.hidden);
    const chosen = offered.find(({ button }) => button.id === wanted) ?? offered[0];
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.button.ariaSelected = String(isChosen);
      tab.button.tabIndex = isChosen ? 0 : -1;
      tab.panel.hidden = !isChosen;
    }
  };
  const choose = (button: HTMLElement): void => {
    wanted = button.id;
    keptInTab.set(STORAGE_KEY, wanted);
    render();
  };

  for (const { button } of tabs) {
    button.addEventListener('click', () => {
      choose(button);
    });
    button.addEventListener('keydown', (event) => {
      const offered = tabs.filter((tab) => !tab.button.hidden).map((tab) => tab.button);
      const next = neighbour(offered, offered.indexOf(button), event.key);
      if (!next) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  }
  const observer = new MutationObserver(render);
  for (const { panel } of tabs)
    for (const child of panel.children) observer.observe(child, { attributeFilter: ['hidden'] });
  render();
}

function panelOf(button: HTMLElement): HTMLElement {
  const panel = document.getElementById(button.getAttribute('aria-controls') ?? '');
  if (!panel) throw new Error(`the tab #${button.id} has no panel`);
  return panel;
}

const isOffered = (child: Element): boolean => child instanceof HTMLElement && !child.hidden;

function neighbour(buttons: readonly HTMLElement[], index: number, key: string): HTMLElement | undefined {
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  if (key === 'ArrowRight') return buttons[(index + 1) % buttons.length];
  if (key === 'ArrowLeft') return buttons.at(index - 1);
  return undefined;
}
