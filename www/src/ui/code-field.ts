/** Removes the spaces and dashes that come with a copied code. */
export function acceptCopiedCodes(input: HTMLInputElement): void {
  input.addEventListener('input', () => {
    const plain = input.value.replace(/[\s-]/g, '');
    if (plain !== input.value) input.value = plain;
  });
}
