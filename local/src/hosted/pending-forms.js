/**
 * What the hosted UI keeps between two requests of a browser: forms that wait to be sent, sign-ins that wait for the
 * next page, and visits to identity providers. Each belongs to one browser and one app client.
 */
import { randomToken } from '../identifiers.js';
import { cookie, readCookie } from './cookies.js';

const BROWSER_COOKIE = 'XSRF-TOKEN';
const BROWSER = /^[\w-]{22}$/;
const FORM_MS = 60 * 60 * 1000;
/** As at AWS. */
const VISIT_MS = 5 * 60 * 1000;

/**
 * @typedef {import('../context.js').Context} Context
 */

/** @typedef {import('../hosted-records.js').HostedForm} HostedForm */

/**
 * @template {HostedForm} T
 * @typedef {T extends HostedForm ? Omit<T, 'expiresAt'> : never} WithoutTime
 */

/** @typedef {{ id: string, setCookie: string | undefined }} Browser */

/**
 * The browser of a request. A new one gets a cookie.
 *
 * @param {Headers} headers
 * @returns {Browser}
 */
export function browserOf(headers) {
  const known = readCookie(headers, BROWSER_COOKIE);
  if (known !== undefined && BROWSER.test(known)) return { id: known, setCookie: undefined };
  const id = randomToken(16);
  return { id, setCookie: cookie(BROWSER_COOKIE, id) };
}

/**
 * @template {HostedForm['kind']} K
 * @typedef {Extract<HostedForm, { kind: K }>} OfKind
 */

/**
 * @param {Context} context
 * @param {WithoutTime<HostedForm>} record
 * @returns {string} its key
 */
export function keep({ store, clock }, record) {
  const nowMs = clock.nowMs();
  for (const [key, { expiresAt }] of store.hostedForms) if (expiresAt <= nowMs) store.hostedForms.delete(key);
  const key = randomToken(24);
  const lifetime = record.kind === 'visit' || record.kind === 'profile' ? VISIT_MS : FORM_MS;
  store.hostedForms.set(key, /** @type {HostedForm} */ ({ ...record, expiresAt: nowMs + lifetime }));
  return key;
}

/**
 * @template {HostedForm['kind']} K
 * @param {Context} context
 * @param {K} kind
 * @param {string | null} key
 * @param {Browser} browser which must be the one it was kept for
 * @returns {OfKind<K> | undefined}
 */
export function kept({ store, clock }, kind, key, browser) {
  const record = store.hostedForms.get(key ?? '');
  if (record?.kind !== kind || record.browser !== browser.id || record.expiresAt <= clock.nowMs()) return undefined;
  return /** @type {OfKind<K>} */ (record);
}

/**
 * The same, and it cannot be used again.
 *
 * @template {HostedForm['kind']} K
 * @param {Context} context
 * @param {K} kind
 * @param {string | null} key
 * @param {Browser} browser
 * @returns {OfKind<K> | undefined}
 */
export function take(context, kind, key, browser) {
  const record = kept(context, kind, key, browser);
  if (record !== undefined) context.store.hostedForms.delete(key ?? '');
  return record;
}
