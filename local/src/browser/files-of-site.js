const CACHE = 'local-cognito-site';

/** The files of a site, kept for when there is no connection. */
export class FilesOfSite {
  #site;
  #list;

  /**
   * @param {URL} site its folder
   * @param {string} list the address of a JSON array of addresses, from the folder
   */
  constructor(site, list) {
    this.#site = site;
    this.#list = new URL(list, site).href;
  }

  /** Keeps all files of the list. Without them the site works, though not offline. */
  async keep() {
    try {
      const names = /** @type {string[]} */ (await (await fetch(this.#list)).json());
      const cache = await caches.open(CACHE);
      await cache.addAll(names.map((name) => new URL(name, this.#site).href));
    } catch (error) {
      console.warn('The site’s files cannot be kept:', error);
    }
  }

  /** @param {Request} request */
  mayAnswer({ method, url }) {
    return method === 'GET' && url.startsWith(this.#site.href);
  }

  /**
   * The file as the server has it, or the kept one if the server cannot be reached.
   *
   * @param {Request} request
   */
  async answer(request) {
    try {
      // Hosts let browsers keep files for minutes, but files of two versions do not go together.
      const response = await fetch(new Request(request, { cache: 'no-cache' }));
      if (response.ok && response.type === 'basic') {
        const cache = await caches.open(CACHE);
        await cache.put(plain(request.url), response.clone());
      }
      return response;
    } catch (error) {
      const kept = await caches.match(plain(request.url), { cacheName: CACHE });
      if (kept === undefined) throw error;
      return kept;
    }
  }
}

/**
 * The address without what does not choose the file.
 *
 * @param {string} url
 */
function plain(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
