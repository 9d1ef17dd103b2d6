import type { Problem } from './error-texts';

export interface FieldErrors {
  /** Shows each problem beside its field, or above the form, and moves the focus to the first invalid field. */
  readonly show: (problems: readonly Problem[]) => void;
  readonly clear: () => void;
}

/**
 * The error messages of one form. They go into `#<field id>-error` beside a field, and into `#<form id>-error`, a
 * live region at the top of the form.
 */
export function fieldErrors(form: HTMLFormElement): FieldErrors {
  const place = (id: string): HTMLElement => {
    const found = form.querySelector<HTMLElement>(`#${CSS.escape(`${id}-error`)}`);
    if (!found) throw new Error(`the form has no element #${id}-error`);
    return found;
  };
  const formError = place(form.id);
  const controls = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[name], select')];
  const fields = controls.map((control) => ({
    control,
    message: place(control.id),
    hint: control.getAttribute('aria-describedby'),
  }));

  const clearField = ({ control, message, hint }: (typeof fields)[number]): void => {
    control.removeAttribute('aria-invalid');
    if (hint) control.setAttribute('aria-describedby', hint);
    else control.removeAttribute('aria-describedby');
    message.textContent = '';
  };
  const clear = (): void => {
    formError.textContent = '';
    fields.forEach(clearField);
  };

  for (const field of fields)
    field.control.addEventListener('input', () => {
      clearField(field);
    });
  form.addEventListener('reset', clear);

  return {
    clear,
    show(problems) {
      clear();
      const general: string[] = [];
      for (const { field: name, text } of problems) {
        const field = fields.find(({ control }) => control.name === name);
        if (!field || field.control.closest('[hidden]')) {
          general.push(text);
          continue;
        }
        field.message.textContent = text;
        field.control.setAttribute('aria-invalid', 'true');
        const describedBy = [field.message.id, field.hint].filter(Boolean).join(' ');
        field.control.setAttribute('aria-describedby', describedBy);
      }
      formError.textContent = general.join(' ');
      fields.find(({ control }) => control.ariaInvalid === 'true')?.control.focus();
    },
  };
}
