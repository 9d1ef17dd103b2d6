import { whileBusy } from './busy';
import { type ErrorTable, type Problem, toProblem } from './error-texts';
import { type FieldErrors, fieldErrors } from './field-errors';
import { hideNotice } from './notice';

interface FormDescription<Field extends string> {
  readonly form: HTMLFormElement;
  readonly fields: readonly Field[];
  readonly busyLabel: string;
  readonly errors: ErrorTable<Field>;
  /** Problems that can be told without asking Cognito. */
  readonly check: (values: Record<Field, string>) => Problem<Field>[];
  readonly submit: (values: Record<Field, string>) => Promise<void>;
}

/** Connects a form: local checks first, then one submission at a time, its error where it belongs. */
export function connectForm<Field extends string>(description: FormDescription<Field>): FieldErrors {
  const { form, fields, busyLabel, errors: table, check, submit } = description;
  const errors = fieldErrors(form);
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!button) throw new Error(`the form #${form.id} has no submit button`);

  const send = async (): Promise<void> => {
    const values = readValues(form, fields);
    const problems = check(values);
    hideNotice();
    errors.show(problems);
    if (problems.length > 0) return;
    await whileBusy(button, busyLabel, async () => {
      try {
        await submit(values);
      } catch (error) {
        errors.show([toProblem(error, table, fields)]);
      }
    });
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  return errors;
}

/** A problem for each of the fields that is empty. */
export function missing<Field extends string>(
  values: Record<Field, string>,
  texts: Readonly<Record<Field, string>>,
): Problem<Field>[] {
  return (Object.keys(texts) as Field[])
    .filter((field) => !values[field])
    .map((field) => ({ field, text: texts[field] }));
}

function readValues<Field extends string>(form: HTMLFormElement, fields: readonly Field[]): Record<Field, string> {
  const data = new FormData(form);
  const read = (field: Field): string => {
    const value = data.get(field);
    if (typeof value !== 'string') throw new Error(`the form #${form.id} has no field ${field}`);
    // Spaces around a password belong to it; elsewhere they come from copying.
    return field === 'password' ? value : value.trim();
  };
  return Object.fromEntries(fields.map((field) => [field, read(field)])) as Record<Field, string>;
}
