import { createButton } from './button';
import { whileBusy } from './busy';
import { create, named } from './dom';
import { type ErrorTable, type Problem, toProblem } from './error-texts';
import { type FieldDescription, createField } from './field';
import { type FieldErrors, fieldErrors } from './field-errors';
import { hideNotice } from './notice';

/** What the user entered, by field. A checkbox is `on` or empty. */
export type Values<Name extends string> = Readonly<Record<Name, string>>;

export interface FormDescription<Name extends string> {
  /** Also the prefix of the ids and test ids inside the form. */
  readonly id: string;
  /** The id of the heading that names the form, or a name of its own if several forms share a heading. */
  readonly name: { readonly labelledBy: string } | { readonly label: string };
  readonly fields: readonly FieldDescription<Name>[];
  readonly submitLabel: string;
  readonly busyLabel: string;
  readonly errors: ErrorTable<Name>;
  /** The username for password managers, if the form has no field for it. */
  readonly accountName?: string;
  /** Buttons beside the submit button. */
  readonly buttons?: readonly HTMLButtonElement[];
  /** Finds problems without asking Cognito. Empty fields are checked already. */
  readonly check?: (values: Values<Name>) => Problem<Name>[];
  /** Shows the next part of the form. False if there is none, so that the form is submitted. */
  readonly advance?: (values: Values<Name>) => boolean;
  readonly submit: (values: Values<Name>) => Promise<void>;
}

export interface Form<Name extends string> {
  readonly form: HTMLFormElement;
  readonly errors: FieldErrors;
  readonly input: (name: Name) => HTMLInputElement;
  readonly setAccountName: (name: string) => void;
  readonly setSubmitLabel: (label: string) => void;
}

/** A form that checks its fields first, submits once at a time, and shows errors beside the fields they concern. */
export function createForm<Name extends string>(description: FormDescription<Name>): Form<Name> {
  const { id, name: title, fields, busyLabel, errors: table, buttons = [], check, advance, submit } = description;
  let { submitLabel } = description;
  const accountName = createAccountName(description.accountName);
  const formError = named(`error-${id}`, create('div', 'form-error'));
  formError.id = `${id}-error`;
  formError.role = 'alert';
  const button = createButton({ label: submitLabel, testId: `${id}-submit`, look: 'primary', type: 'submit' });
  const form = create('form');
  form.id = id;
  const controls = fields.map((field) => createField(form, field));
  form.append(
    formError,
    ...(description.accountName === undefined ? [] : [accountName]),
    ...controls,
    create('div', 'actions', button, ...buttons),
  );
  form.noValidate = true;
  if ('label' in title) form.setAttribute('aria-label', title.label);
  else form.setAttribute('aria-labelledby', title.labelledBy);

  const errors = fieldErrors(form);
  const names = fields.map(({ name }) => name);
  const send = async (): Promise<void> => {
    const values = readValues(form, fields);
    const problems = [...missing(form, fields, values), ...(check?.(values) ?? [])];
    hideNotice();
    errors.show(problems);
    if (problems.length > 0 || advance?.(values)) return;
    await whileBusy(button, busyLabel, async () => {
      try {
        await submit(values);
      } catch (error) {
        errors.show([toProblem(error, table, names)]);
      }
    });
    // It may have changed meanwhile.
    if (button.ariaDisabled !== 'true') button.textContent = submitLabel;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });

  return {
    form,
    errors,
    input: (name) => {
      const found = form.elements.namedItem(name);
      if (!(found instanceof HTMLInputElement)) throw new Error(`the form #${id} has no input ${name}`);
      return found;
    },
    setAccountName: (name) => {
      accountName.defaultValue = name;
    },
    setSubmitLabel: (label) => {
      submitLabel = label;
      if (button.ariaDisabled !== 'true') button.textContent = label;
    },
  };
}

function createAccountName(value = ''): HTMLInputElement {
  const input = create('input');
  input.type = 'text';
  input.autocomplete = 'username';
  input.defaultValue = value;
  input.hidden = true;
  return input;
}

/** A problem for each required field that is empty. Hidden fields are skipped. */
function missing<Name extends string>(
  form: HTMLFormElement,
  fields: readonly FieldDescription<Name>[],
  values: Values<Name>,
): Problem<Name>[] {
  return fields.flatMap(({ name, missing: text }) => {
    if (text === undefined || values[name]) return [];
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLElement && control.closest('[hidden]')) return [];
    return [{ field: name, text }];
  });
}

function readValues<Name extends string>(
  form: HTMLFormElement,
  fields: readonly FieldDescription<Name>[],
): Values<Name> {
  const data = new FormData(form);
  const read = ({ name, kind = 'text' }: FieldDescription<Name>): string => {
    const value = data.get(name);
    if (typeof value !== 'string') return '';
    // Spaces around a password belong to it. Elsewhere they come from copying.
    return kind.endsWith('password') ? value : value.trim();
  };
  return Object.fromEntries(fields.map((field) => [field.name, read(field)])) as Record<Name, string>;
}
