/** A member of whatever somebody else has thrown or given, of any class and realm; none when its getter throws. */
export function memberOfAny(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return undefined;
  try {
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch {
    return undefined;
  }
}
