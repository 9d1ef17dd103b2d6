/**
 * Moves the focus to a field. On a phone, the secret of an authenticator app gets it instead, if the section has one: the
 * keyboard would push it out of view.
 */
export function focusField(field: HTMLElement | null | undefined, section: ParentNode): void {
  const secret = section.querySelector<HTMLElement>('.totp');
  const isPhone = matchMedia('(width < 36rem)').matches;
  (secret && isPhone ? secret : field)?.focus();
}
