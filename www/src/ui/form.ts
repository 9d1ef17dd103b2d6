import { createButton } from './button';
import { whileBusy } from './busy';
import { create, named } from './dom';
import { type ErrorTable, type Problem, toProblem } from './error-texts';
import { type FieldDescription, createField } from './field';
import { type FieldErrors, fieldErrors } from './field-errors';
import { hideNotice } from './notice';

/** What somebody typed in, by field; a checkbox is `on` or empty. */
export type Values<Name extends string> = Readonly<Record<Name, string>>;

export interface FormDescription<Name extends string> {
  /** Also the beginning of the ids and test ids inside. */
  readonly id: string;
  /** The id of the heading that names the form, or its name where it shares the heading with others. */
  readonly name: { readonly labelledBy: string } | { readonly label: string };
  readonly fields: readonly FieldDescription<Name>[];
  readonly submitLabel: string;
  readonly busyLabel: string;
  readonly errors: ErrorTable<Name>;
  /** Whose password is asked for, where no field says so: password managers want to know. */
  readonly accountName?: string;
  /** Further buttons beside the one that submits. */
  readonly buttons?: readonly HTMLButtonElement[];
  /** Problems that can be told without asking Cognito, beside empty fields. */
  readonly check?: (values: Values<Name>) => Problem<Name>[];
  readonly submit: (values: Values<Name>) => Promise<void>;
}

export interface Form<Name extends string> {
  readonly form: HTMLFormElement;
  readonly errors: FieldErrors;
  readonly input: (name: Name) => HTMLInputElement;
  readonly setAccountName: (name: string) => void;
}

/** Makes a form: local checks first, then one submission at a time, its error where it belongs. */
export function createForm<Name extends string>(description: FormDescription<Name>): Form<Name> {
  const { id, name: title, fields, submitLabel, busyLabel, errors: table, buttons = [], check, submit } = description;
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
    if (problems.length > 0) return;
    await whileBusy(button, busyLabel, async () => {
      try {
        await submit(values);
      } catch (error) {
        errors.show([toProblem(error, table, names)]);
      }
    });
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

/** A problem for each of the fields that must not be empty and is; those that are not shown do not count. */
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
    // Spaces around a password belong to it; elsewhere they come from copying.
    return kind.endsWith('password') ? value : value.trim();
  };
  return Object.fromEntries(fields.map((field) => [field.name, read(field)])) as Record<Name, string>;
}
