/** Values for people: short, on one line, and without secrets. */

/** Whatever may be secret in the properties of a resource, at the end of their path. */
const secretPath = /(^|[./])(client_secret|private_key|ClientSecret|\w*Secret)$/;

/**
 * A line such as `Policies.PasswordPolicy.MinimumLength: 8 → 10`.
 *
 * @param {string} pointer such as `/Properties/Policies/PasswordPolicy/MinimumLength`
 * @param {string | undefined} before
 * @param {string | undefined} after
 */
export function difference(pointer, before, after) {
  const path = pointer
    .replace(/^\/?(Properties\/)?/, '')
    .split('/')
    .join('.');
  if (secretPath.test(path)) return `${path}: another secret`;
  if (before === undefined && after === undefined) return path;
  return `${path}: ${shown(before)} → ${shown(after)}`;
}

/** @param {string | undefined} value */
function shown(value) {
  if (value === undefined || value === 'null') return 'none';
  return value.length > 60 ? `${value.slice(0, 59)}…` : value.replaceAll(/\s+/g, ' ');
}
