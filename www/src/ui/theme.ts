import { element } from './dom';
import { keptInSite } from '../storage/kept';

type Theme = 'light' | 'dark';
const STORAGE_KEY = 'demo.theme';

/**
 * Follows the system's colour scheme until the user chooses another. Choosing the system's scheme again removes the
 * stored choice.
 */
export function initTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const systemTheme = (): Theme => (system.matches ? 'dark' : 'light');
  const toggle = element('theme-toggle', HTMLButtonElement);

  let chosen = readChoice();
  const render = (): void => {
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    toggle.setAttribute('aria-pressed', String((chosen ?? systemTheme()) === 'dark'));
  };

  toggle.addEventListener('click', () => {
    const next: Theme = (chosen ?? systemTheme()) === 'dark' ? 'light' : 'dark';
    chosen = next === systemTheme() ? undefined : next;
    if (chosen) keptInSite.set(STORAGE_KEY, chosen);
    else keptInSite.remove(STORAGE_KEY);
    render();
  });
  system.addEventListener('change', render);
  render();
}

function readChoice(): Theme | undefined {
  const stored = keptInSite.get(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}
