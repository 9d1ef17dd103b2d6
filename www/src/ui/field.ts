import type { PasswordRule } from '../pool/password-rules';
import { acceptCopiedCodes } from './code-field';
import { create, named } from './dom';
import { connectReveal } from './password-reveal';
import { showPasswordRules } from './password-checklist';

export type FieldKind =
  'text' | 'username' | 'email' | 'tel' | 'code' | 'current-password' | 'new-password' | 'checkbox' | 'select';

/** One field of a form. */
export interface FieldDescription<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  readonly kind?: FieldKind;
  readonly value?: string;
  /** Shown below the field. */
  readonly hint?: string;
  /** The error for an empty field. Without it, the field is optional. */
  readonly missing?: string;
  /** Replaces the autofill purpose that the kind implies. */
  readonly autocomplete?: string;
  /** The rules for a new password, ticked off as the user types. */
  readonly rules?: readonly PasswordRule[];
  /** The test id of the list of rules; by default it is derived from the field's. */
  readonly rulesTestId?: string;
  /** The choices of a `select`. The first one is selected. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

interface Looks {
  readonly type: string;
  readonly autocomplete?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const verbatim = { autocapitalize: 'none', autocorrect: 'off', spellcheck: 'false' };

const looks: Readonly<Record<Exclude<FieldKind, 'select'>, Looks>> = {
  text: { type: 'text' },
  username: { type: 'text', autocomplete: 'username', attributes: verbatim },
  email: { type: 'email', autocomplete: 'email', attributes: { autocapitalize: 'none', spellcheck: 'false' } },
  tel: { type: 'tel', autocomplete: 'tel' },
  code: {
    type: 'text',
    autocomplete: 'one-time-code',
    attributes: { class: 'code', inputmode: 'numeric', spellcheck: 'false' },
  },
  'current-password': { type: 'password', autocomplete: 'current-password' },
  'new-password': { type: 'password', autocomplete: 'new-password' },
  checkbox: { type: 'checkbox' },
};

/** A labelled field for a form, with an element for its error. */
export function createField(form: HTMLFormElement, field: FieldDescription): HTMLElement {
  const id = `${form.id}-${field.name}`;
  const control = field.kind === 'select' ? createSelect(field) : createInput(field);
  named(id, control);
  control.id = id;
  control.name = field.name;
  control.required = field.missing !== undefined;
  const label = create('label', '', field.label);
  label.htmlFor = id;
  const error = named(`error-${id}`, create('p', 'field-error'));
  error.id = `${id}-error`;

  if (field.kind === 'checkbox') {
    const row = create('div', 'check', control, label);
    return create('div', 'field', row, ...describing(form, control, field), error);
  }
  const isPassword = control instanceof HTMLInputElement && control.type === 'password';
  const shown = isPassword ? withReveal(form, control) : control;
  return create('div', 'field', label, shown, ...describing(form, control, field), error);
}

function createInput({ kind = 'text', value = '', autocomplete }: FieldDescription): HTMLInputElement {
  const input = create('input');
  if (kind === 'select') throw new Error('a select is not an input');
  const { type, autocomplete: purpose = 'off', attributes = {} } = looks[kind];
  input.type = type;
  if (kind === 'checkbox') return input;
  input.setAttribute('autocomplete', autocomplete ?? purpose);
  for (const [name, text] of Object.entries(attributes)) input.setAttribute(name, text);
  // Resetting the form restores the default value.
  input.defaultValue = value;
  if (kind === 'code') acceptCopiedCodes(input);
  return input;
}

function createSelect({ choices = [] }: FieldDescription): HTMLSelectElement {
  const options = choices.map(({ value, label }) => {
    const option = create('option', '', label);
    option.value = value;
    return option;
  });
  return create('select', '', ...options);
}

/** The hint and the rules. Screen readers read them out with the field. */
function describing(
  form: HTMLFormElement,
  control: HTMLInputElement | HTMLSelectElement,
  { hint, rules, rulesTestId = `${control.id}-rule` }: FieldDescription,
): HTMLElement[] {
  const made: HTMLElement[] = [];
  if (hint) {
    const paragraph = create('p', 'hint', hint);
    paragraph.id = `${control.id}-hint`;
    made.push(paragraph);
  }
  if (rules && control instanceof HTMLInputElement) {
    const list = named(rulesTestId, create('ul', 'rule'));
    list.id = `${control.id}-rule`;
    showPasswordRules(list, form, control, rules);
    made.push(list);
  }
  if (made.length > 0) control.setAttribute('aria-describedby', made.map(({ id }) => id).join(' '));
  return made;
}

function withReveal(form: HTMLFormElement, input: HTMLInputElement): HTMLElement {
  const reveal = named(`${input.id}-reveal`, create('button', 'reveal'));
  reveal.type = 'button';
  connectReveal(reveal, form, input);
  return create('div', 'password', input, reveal);
}
