/** A browser without scripts, for the pages of the hosted UI: cookies, redirects, links and forms. */
import assert from 'node:assert/strict';
import { SEED } from '../../src/index.js';
import { call } from './calls.js';

export const ORIGIN = 'http://localhost:9229';
export const APP = 'http://localhost:3000/';

/** The address of a request for a code. */
export const authorizeUrl = (changes = {}, path = '/oauth2/authorize') => {
  const all = { client_id: SEED.webClientId, redirect_uri: APP, response_type: 'code', state: 's1', ...changes };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return `${path}?${new URLSearchParams(given)}`;
};

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCharCode(code) : NAMED[name]));
const attribute = (tag, name) => {
  const [, value] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
};

/** A page, or the redirect that left this server. */
export class Page {
  constructor(address, response, text) {
    this.address = address;
    this.status = response.status;
    this.headers = response.headers;
    this.html = text;
    this.location = response.headers.get('location') ?? undefined;
  }

  get title() {
    return unescaped(/<h1>([^<]*)<\/h1>/.exec(this.html)?.[1] ?? '');
  }

  get path() {
    return new URL(this.address, ORIGIN).pathname;
  }

  /** The words of the page, as a person reads them. */
  get words() {
    const body = this.html.slice(this.html.indexOf('<main>'), this.html.indexOf('</main>'));
    return unescaped(body.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
  }

  /** What the page says is wrong. */
  get problems() {
    const [, list = ''] = /<div class="problem"[^>]*>(.*?)<\/div>/s.exec(this.html) ?? [];
    return [...list.matchAll(/<(?:li|p)>(.*?)<\/(?:li|p)>/gs)].map(([, item]) =>
      unescaped(item.replace(/<[^>]*>/g, '')),
    );
  }

  get notice() {
    return unescaped(/<p class="notice"[^>]*>([^<]*)</.exec(this.html)?.[1] ?? '');
  }

  /** The first form: its address and its fields. */
  get form() {
    const [, tag, content] = /(<form[^>]*>)(.*?)<\/form>/s.exec(this.html) ?? [];
    assert.ok(tag, `a form in ${this.html.slice(0, 500)}`);
    const inputs = [...content.matchAll(/<input[^>]*>/gs)].map(([input]) => input.replace(/\s+/g, ' '));
    const sent = inputs.filter((input) => !/type="(?:radio|checkbox)"/.test(input) || / checked/.test(input));
    const fields = sent.map((input) => [attribute(input, 'name'), attribute(input, 'value') ?? 'on']);
    return { tag, action: attribute(tag, 'action'), fields: Object.fromEntries(fields) };
  }

  link(words) {
    const found = [...this.html.matchAll(/(<a [^>]*>)(.*?)<\/a>/gs)].find(([, , text]) =>
      unescaped(text.replace(/<[^>]*>/g, '')).includes(words),
    );
    assert.ok(found, `a link ${words} in ${this.words}`);
    return attribute(found[1], 'href');
  }

  /** The parameters with which the application is called. */
  get answer() {
    assert.ok(this.location?.startsWith(APP), `${this.status} ${this.location ?? this.words}`);
    const { search, hash } = new URL(this.location);
    return Object.fromEntries(new URLSearchParams(search || hash.slice(1)));
  }
}

export class HostedBrowser {
  cookies = new Map();

  constructor(cognito, origin = ORIGIN) {
    this.cognito = cognito;
    this.origin = origin;
  }

  /** One request. */
  async request(address, { method = 'GET', fields, headers = {} } = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(new URL(address, this.origin), {
      method,
      headers: { ...(cookie !== '' && { cookie }), ...headers },
      ...(fields !== undefined && { body: new URLSearchParams(fields) }),
    });
    const response = await this.cognito.handle(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name, value, rest] = /^([^=]+)=([^;]*)(.*)$/.exec(line);
      assert.match(rest, /^; Path=\/; HttpOnly; SameSite=Lax(; Max-Age=\d+)?$/);
      if (/Max-Age=0/.test(rest)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return new Page(String(new URL(address, this.origin)), response, await response.text());
  }

  /** Follows redirects on this server. */
  async open(address, options) {
    const page = await this.request(address, options);
    const { location } = page;
    if (location === undefined) return page;
    const target = new URL(location, this.origin);
    return target.origin === this.origin ? this.open(String(target)) : page;
  }

  /** Sends the first form of a page, with these fields. */
  submit(page, fields = {}) {
    const { action, fields: preset } = page.form;
    const all = Object.entries({ ...preset, ...fields }).filter(([, value]) => value !== undefined);
    return this.open(action, { method: 'POST', fields: all, headers: { origin: this.origin } });
  }

  /** Opens the sign-in page and sends it. */
  async signIn(username = 'username', password = 'Password123', changes = {}) {
    return this.submit(await this.open(authorizeUrl(changes)), { username, password });
  }
}

/** Changes the settings of the seed's web client, and keeps the others of the hosted UI. */
export async function setWebClient(cognito, changes) {
  const named = { UserPoolId: SEED.userPoolId, ClientId: SEED.webClientId };
  const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', named);
  const kept = Object.entries(UserPoolClient).filter(([name]) => /OAuth|URLs|Providers|ClientName/.test(name));
  await call(cognito, 'UpdateUserPoolClient', { ...named, ...Object.fromEntries(kept), ...changes });
}
