import { create, element } from './dom';

export interface Banner {
  readonly title: string;
  readonly text: string;
  /** How to fix it. */
  readonly suggestion?: string;
  /** A terminal command, shown as code after the suggestion. */
  readonly command?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Shows a problem that concerns the whole page rather than a field or a form. */
export function showBanner({ title, text, suggestion = '', command, action }: Banner): void {
  const banner = element('banner', HTMLElement);
  const body = create('div', 'banner-body');
  const paragraph = create('p', '', `${text} ${suggestion}`.trim());
  if (command) paragraph.append(' ', create('code', '', command));
  body.append(create('p', 'banner-title', title), paragraph);
  banner.replaceChildren(body);
  if (action) {
    const button = create('button', 'button plain', action.label);
    button.type = 'button';
    button.dataset.testid = 'banner-action';
    button.addEventListener('click', action.run);
    banner.append(button);
  }
  banner.hidden = false;
}

export function hideBanner(): void {
  const banner = element('banner', HTMLElement);
  banner.hidden = true;
  banner.replaceChildren();
}
