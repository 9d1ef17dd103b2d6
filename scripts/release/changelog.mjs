import { Failure } from '../run/failure.mjs';

const unreleased = '\n## Unreleased\n';

/**
 * The changelog with a section for the version: what was under "Unreleased".
 *
 * @param {string} text
 * @param {string} version
 * @param {string} date
 */
export function released(text, version, date) {
  if (text.includes(`\n## ${version} `)) throw new Failure(`CHANGELOG.md has a section for ${version} already.`);
  if (sectionOf(text) === '') throw new Failure('CHANGELOG.md has nothing under "Unreleased".');
  return text.replace(unreleased, `${unreleased}\n## ${version} – ${date}\n`);
}

/**
 * What users notice of the next release.
 *
 * @param {string} text
 */
export function sectionOf(text) {
  const [, rest] = text.split(unreleased);
  if (rest === undefined) throw new Failure('CHANGELOG.md has no section "Unreleased".');
  return (rest.split(/^## /m)[0] ?? '').trim();
}
