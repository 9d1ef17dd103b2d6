/** `/signup`: a new account. */
import { SignUp } from '../../operations/sign-up.js';
import { providersOf } from '../client-settings.js';
import { beginAfterSignUp, callOperation, proceed } from './engine.js';
import { attributeField, attributeFieldName, attributeLabel, field, newPasswordField } from './fields.js';
import { markup } from './markup.js';
import { form, goTo, isOwnForm, link, page, sent, show } from './visit.js';
import { STALE_FORM, emptyFields, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('./screen.js').Mistake} Mistake
 */

/** @type {(handler: (visit: Visit) => Response | Promise<Response>) => import('../form.js').HostedHandler} */
const signUpPage = (handler) =>
  page((visit) => {
    const { client, pool } = visit.request;
    const isOpen = providersOf(visit.context, client).cognito && !pool.adminCreatesUsersOnly;
    return isOpen ? handler(visit) : goTo(visit, '/login');
  });

export const showSignUp = signUpPage((visit) => signUpScreen(visit));

export const sendSignUp = signUpPage(async (visit) => {
  if (!isOwnForm(visit)) return signUpScreen(visit, { mistakes: STALE_FORM, status: 403 });
  const { pool } = visit.request;
  const { names } = loginField(pool);
  const login = sent(visit, 'username').trim();
  const password = sent(visit, 'password');
  const attributes = attributesOf(pool);
  const values = attributes.map(({ name }) => sent(visit, attributeFieldName(name)).trim());
  const empty = emptyFields([
    ['username', login, `Enter ${names}.`],
    ...attributes.flatMap(({ name, isNeeded }, index) =>
      isNeeded
        ? [toCheck(attributeFieldName(name), values[index] ?? '', `Enter your ${attributeLabel(name).toLowerCase()}.`)]
        : [],
    ),
    ['password', password, 'Choose a password.'],
  ]);
  if (empty.length > 0) return signUpScreen(visit, { mistakes: empty, status: 400 });
  const given = attributes.flatMap(({ name }, index) => (values[index] ? [{ Name: name, Value: values[index] }] : []));
  try {
    return await created(
      visit,
      login,
      await callOperation(visit, SignUp, { Username: login, Password: password, UserAttributes: given }),
    );
  } catch (error) {
    const fields = ['username', 'password', ...attributes.map(({ name }) => attributeFieldName(name))];
    return signUpScreen(visit, { mistakes: mistakesOf(error, fields), status: 400 });
  }
});

/** @type {(...texts: [string, string, string]) => [string, string, string]} */
const toCheck = (...texts) => texts;

/**
 * @param {Visit} visit
 * @param {string} login
 * @param {object} reply of the operation
 */
async function created(visit, login, reply) {
  const {
    UserSub: sub,
    CodeDeliveryDetails: delivery,
    UserConfirmed: isConfirmed,
  } = /** @type {{ UserSub: string, UserConfirmed: boolean, CodeDeliveryDetails?: { Destination: string } }} */ (reply);
  const { context, request } = visit;
  const user = context.store.userBySub(request.pool, sub);
  if (isConfirmed && user !== undefined) return proceed(visit, await beginAfterSignUp(visit, user));
  if (delivery === undefined) {
    const text = 'Your account has been created. An administrator must confirm it before you can sign in.';
    return goTo(visit, '/login', { kind: 'notice', login, text });
  }
  return goTo(visit, '/confirmUser', { kind: 'confirm', login, sub, destination: delivery.Destination });
}

/**
 * The attributes that the form asks for: those that the pool needs, and those that can receive a code.
 *
 * @param {import('../../records.js').UserPool} pool
 */
function attributesOf({ requiredAttributes, autoVerifiedAttributes, usernameAttributes }) {
  const names = [...new Set([...requiredAttributes, ...autoVerifiedAttributes])];
  const replaced = usernameAttributes.length === 1 ? usernameAttributes[0] : undefined;
  return names
    .filter((name) => name !== replaced)
    .map((name) => ({ name, isNeeded: requiredAttributes.includes(name) && usernameAttributes.length < 2 }));
}

/**
 * @param {import('../../records.js').UserPool} pool
 * @returns {{ label: string, names: string, type: string }}
 */
function loginField({ usernameAttributes: [first, second] }) {
  if (second !== undefined)
    return { label: 'E-mail address or phone number', names: 'your e-mail address or phone number', type: 'text' };
  if (first === 'email') return { label: 'E-mail address', names: 'your e-mail address', type: 'email' };
  if (first === 'phone_number') return { label: 'Phone number', names: 'your phone number', type: 'tel' };
  return { label: 'Username', names: 'a username', type: 'text' };
}

/**
 * @param {Visit} visit
 * @param {{ mistakes?: readonly Mistake[], status?: number }} [options]
 */
function signUpScreen(visit, { mistakes = [], status = 200 } = {}) {
  const { pool, client } = visit.request;
  const { label, type } = loginField(pool);
  return show(visit, {
    title: 'Create an account',
    lead: markup`to continue to <strong>${client.name}</strong>`,
    status,
    mistakes,
    content: markup`
${form(
  visit,
  markup`
${field({ name: 'username', label, type, autocomplete: 'username', value: sent(visit, 'username'), focus: true }, mistakes)}
${attributesOf(pool).map(({ name, isNeeded }) => attributeField(name, sent(visit, attributeFieldName(name)), mistakes, !isNeeded))}
${newPasswordField(pool.passwordPolicy, 'Password', mistakes)}
<button class="main">Create account</button>`,
)}
<p class="aside"><span>Have an account? ${link(visit, '/login', 'Sign in')}</span></p>`,
  });
}
