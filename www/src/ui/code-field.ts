/** Codes are copied with blanks or dashes around and inside them. */
export function acceptCopiedCodes(input: HTMLInputElement): void {
  input.addEventListener('input', () => {
    const plain = input.value.replace(/[\s-]/g, '');
    if (plain !== input.value) input.value = plain;
  });
}
