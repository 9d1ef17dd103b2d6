/** The address of a request. Throws if `fetch` would refuse these options, which have no body yet, before it sends anything. */
export function checkedAddress(url: string, init: RequestInit): string {
  return new Request(url, init).url;
}

/** Sends a request of the application's, with the page's `fetch` at that time. */
export function sendRequest(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init);
}
