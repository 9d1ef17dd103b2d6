/** What the tokens and configurations of real applications stay far below. */
const deepest = 12;
const mostParts = 2_000;
const longestText = 10_000;

/** Whether a value is data: text, numbers, flags, and objects and arrays of these, without end of neither depth nor number. */
export function isPlain(value: unknown): boolean {
  let parts = 0;
  const visit = (part: unknown, depth: number): boolean => {
    parts += 1;
    if (typeof part === 'string') return part.length <= longestText;
    if (typeof part !== 'object') return ['number', 'boolean', 'undefined'].includes(typeof part);
    if (part === null) return true;
    const prototype: unknown = Object.getPrototypeOf(part);
    const hasClass = prototype !== Object.prototype && prototype !== null && !Array.isArray(part);
    return (
      !hasClass &&
      depth < deepest &&
      parts < mostParts &&
      Object.values(part).every((member) => visit(member, depth + 1))
    );
  };
  return visit(value, 0);
}
