/** Makes the Show/Hide button beside a password field work. */
export function connectReveal(button: HTMLButtonElement, form: HTMLFormElement, input: HTMLInputElement): void {
  const render = (): void => {
    const shown = input.type === 'text';
    button.textContent = shown ? 'Hide' : 'Show';
    button.setAttribute('aria-label', shown ? 'Hide password' : 'Show password');
  };
  button.addEventListener('click', () => {
    input.type = input.type === 'text' ? 'password' : 'text';
    render();
    input.focus();
  });
  // Password managers recognise the field by its type when the form is submitted.
  form.addEventListener('submit', () => {
    input.type = 'password';
    render();
  });
  render();
}
