/**
 * The files of a visit that came from the cache and should not, or should and did not. A page may load files after its result, so a
 * later visit may have files that the first one did not get to.
 *
 * @param {Pick<import('./visit.mjs').Visit, 'loaded'>} first
 * @param {Pick<import('./visit.mjs').Visit, 'loaded'>} visit
 * @param {boolean} expected whether they should come from the cache
 * @returns {string[]} the names
 */
export function wronglyCached(first, visit, expected) {
  const known = new Set(first.loaded.map(({ name }) => name));
  const missing = visit.loaded.length > 0 ? [] : ['the script, which was not loaded'];
  return [
    ...missing,
    ...visit.loaded.filter(({ name, cached }) => known.has(name) && cached !== expected).map(({ name }) => name),
  ];
}
