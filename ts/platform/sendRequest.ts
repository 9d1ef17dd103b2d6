/** Sends a request of the application's, with the page's `fetch` at that time. */
export function sendRequest(input: string | URL | Request, init: RequestInit): Promise<Response> {
  return fetch(input, init);
}
