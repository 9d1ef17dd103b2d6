import { element } from './dom';
import type { Problem } from './error-texts';

export interface FieldErrors {
  /** Shows each problem beside its field, the others above the form, and moves to the first bad field. */
  readonly show: (problems: readonly Problem[]) => void;
  readonly clear: () => void;
}

/**
 * Error messages of one form. The markup supplies the places: `#<input id>-error` beside a field
 * and `#<form id>-error`, a live region, above the form.
 */
export function fieldErrors(form: HTMLFormElement): FieldErrors {
  const formError = element(`${form.id}-error`, HTMLElement);
  const fields = [...form.querySelectorAll('input')].map((input) => ({
    input,
    message: element(`${input.id}-error`, HTMLElement),
    hint: input.getAttribute('aria-describedby'),
  }));

  const clearField = ({ input, message, hint }: (typeof fields)[number]): void => {
    input.removeAttribute('aria-invalid');
    if (hint) input.setAttribute('aria-describedby', hint);
    else input.removeAttribute('aria-describedby');
    message.textContent = '';
  };
  const clear = (): void => {
    formError.textContent = '';
    fields.forEach(clearField);
  };

  for (const field of fields)
    field.input.addEventListener('input', () => {
      clearField(field);
    });
  form.addEventListener('reset', clear);

  return {
    clear,
    show(problems) {
      clear();
      const general: string[] = [];
      for (const { field: name, text } of problems) {
        const field = fields.find(({ input }) => input.name === name);
        if (!field) {
          general.push(text);
          continue;
        }
        field.message.textContent = text;
        field.input.setAttribute('aria-invalid', 'true');
        const describedBy = [field.message.id, field.hint].filter(Boolean).join(' ');
        field.input.setAttribute('aria-describedby', describedBy);
      }
      formError.textContent = general.join(' ');
      fields.find(({ input }) => input.ariaInvalid === 'true')?.input.focus();
    },
  };
}
