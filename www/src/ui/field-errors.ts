import type { Problem } from './error-texts';

export interface FieldErrors {
  /** Shows each problem beside its field, the others above the form, and moves to the first bad field. */
  readonly show: (problems: readonly Problem[]) => void;
  readonly clear: () => void;
}

/**
 * Error messages of one form. The form has the places: `#<field id>-error` beside a field and
 * `#<form id>-error`, a live region, at its top.
 */
export function fieldErrors(form: HTMLFormElement): FieldErrors {
  const place = (id: string): HTMLElement => {
    const found = form.querySelector<HTMLElement>(`#${CSS.escape(`${id}-error`)}`);
    if (!found) throw new Error(`no place for the error of #${id}`);
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
