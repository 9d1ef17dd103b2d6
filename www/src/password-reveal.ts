/** Makes the Show/Hide buttons beside password fields work. */
export function initPasswordReveal(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-reveals]')) {
    const input = document.getElementById(button.dataset.reveals ?? '');
    if (!(input instanceof HTMLInputElement)) continue;
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
    // A password manager recognises the field by its type when the form goes.
    input.form?.addEventListener('submit', () => {
      input.type = 'password';
      render();
    });
    render();
  }
}
