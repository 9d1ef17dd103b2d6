/** @typedef {{ value: string, expiresAt?: number }} KeptCookie */

/** The cookies of the hosted UI, where a script answers instead of a server: browsers keep none of such replies. */
export class CookieJar {
  /** @type {Map<string, KeptCookie>} */
  #cookies;

  /** @param {Map<string, KeptCookie>} [cookies] */
  constructor(cookies = new Map()) {
    this.#cookies = cookies;
  }

  /**
   * The `cookie` header of a request.
   *
   * @param {number} nowMs
   */
  header(nowMs) {
    const valid = [...this.#cookies].filter(([, { expiresAt = Infinity }]) => expiresAt > nowMs);
    return valid.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  /**
   * Keeps the cookies of a reply.
   *
   * @param {readonly string[]} lines values of `set-cookie`, as `cookie` in `hosted/cookies.js` writes them
   * @param {number} nowMs
   */
  keep(lines, nowMs) {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      const [, seconds] = /; max-age=(-?\d+)/i.exec(line) ?? [];
      if (seconds === undefined) this.#cookies.set(name, { value });
      else if (Number(seconds) <= 0) this.#cookies.delete(name);
      else this.#cookies.set(name, { value, expiresAt: nowMs + Number(seconds) * 1000 });
    }
  }

  /** All of them, to be stored. */
  cookies() {
    return this.#cookies;
  }
}
