/** The names in the list of users. Names with a comma are written with escapes (see `src/flow/store/users.rs`). */
export function namesIn(list: string | null): string[] {
  const names = (list ?? '').split(',', 100).map((entry) => entry.trim());
  const escapes = /%(25|2c|20)/gi;
  return names.filter(Boolean).map((name) => name.replace(escapes, (escape) => decodeURIComponent(escape)));
}
