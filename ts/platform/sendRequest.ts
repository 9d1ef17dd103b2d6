/** The request that `fetch` would send. Throws if `fetch` would refuse these options before it sends anything. */
export function checkedRequest(url: string, init: RequestInit): Request {
  return new Request(url, init);
}

/** Sends a request of the application's, with the page's `fetch` at that time. */
export function sendRequest(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init);
}
