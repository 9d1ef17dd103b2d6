/** The first character of a name as people see it, such as an emoji of several code points, in upper case. */
export function initialOf(name: string): string {
  // Browsers of 2023 and before may lack Intl.Segmenter.
  const { Segmenter } = Intl as Partial<Pick<typeof Intl, 'Segmenter'>>;
  const [first] = Segmenter ? new Segmenter(undefined, { granularity: 'grapheme' }).segment(name) : [];
  return (first?.segment ?? Array.from(name)[0] ?? '').toUpperCase();
}
