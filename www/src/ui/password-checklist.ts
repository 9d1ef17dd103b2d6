import type { PasswordRule } from '../pool/password-rules';
import { create } from './dom';
import type { Problem } from './error-texts';

/** Shows the rules as a list, and ticks each one off as the user types. */
export function showPasswordRules(
  list: HTMLElement,
  form: HTMLFormElement,
  input: HTMLInputElement,
  rules: readonly PasswordRule[],
): void {
  const items = rules.map((rule) => ({ rule, item: create('li', '', rule.text) }));
  list.replaceChildren(...items.map(({ item }) => item));
  const tick = (): void => {
    for (const { rule, item } of items) item.toggleAttribute('data-met', rule.met(input.value));
  };
  input.addEventListener('input', tick);
  form.addEventListener('reset', () => {
    for (const { item } of items) item.removeAttribute('data-met');
  });
  tick();
}

/** The problem to show for a new password that breaks a rule. */
export function brokenRule<Field extends string>(
  field: Field,
  password: string,
  rules: readonly PasswordRule[],
): Problem<Field>[] {
  const broken = password ? rules.filter((rule) => !rule.met(password)) : [];
  if (broken.length === 0) return [];
  const missing = broken.map(({ text }) => text.charAt(0).toLowerCase() + text.slice(1)).join(', ');
  return [{ field, text: `The password still needs: ${missing}.` }];
}
