/** What the tokens and configurations of real applications stay far below, and Rust's own limits far above. */
const deepest = 12;
const mostParts = 2_000;

/** How many characters of text count as a part. */
const textOfAPart = 64;

/** Whether a value is data: text, numbers, flags, and objects and arrays of these, with limits of depth and size. */
export function isPlain(value: unknown, limit = mostParts): boolean {
  let parts = 0;
  const visit = (part: unknown, depth: number): boolean => {
    parts += typeof part === 'string' ? 1 + part.length / textOfAPart : 1;
    if (parts > limit) return false;
    if (typeof part !== 'object') return !['function', 'symbol', 'bigint'].includes(typeof part);
    if (part === null) return true;
    const prototype: unknown = Object.getPrototypeOf(part);
    const hasClass = prototype !== Object.prototype && prototype !== null && !Array.isArray(part);
    return !hasClass && depth < deepest && Object.values(part).every((member) => visit(member, depth + 1));
  };
  return visit(value, 0);
}
