/** Finds an element of `index.html` by its id. A missing element is a programming error. */
export function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return found;
}

/** A new element with a class and children. Strings become text, never HTML. */
export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (string | Node)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Sets the test id of an element. */
export function named<T extends HTMLElement>(testId: string, made: T): T {
  made.dataset.testid = testId;
  return made;
}

/** A new link that opens in a new tab, and tells screen readers so. */
export function createLinkToNewTab(label: string, href: string): HTMLAnchorElement {
  const link = create('a', '', label, create('span', 'visually-hidden', ' in a new tab'));
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener';
  return link;
}
