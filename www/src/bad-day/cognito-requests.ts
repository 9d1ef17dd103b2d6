/** What may happen to the page's requests to Cognito. */
export type RequestTrouble = 'none' | 'offline' | 'throttled' | 'lost-reply' | 'server-error' | 'proxy-page';

type Send = () => Promise<Response>;

/** What the page gets instead of Cognito's answer. `send` asks Cognito. */
const answers: Readonly<Record<Exclude<RequestTrouble, 'none'>, (send: Send) => Promise<Response>>> = {
  offline: () => Promise.reject(connectionLost()),
  throttled: () => Promise.resolve(serviceError(429, 'TooManyRequestsException', 'Rate exceeded')),
  'lost-reply': async (send) => {
    await send();
    throw connectionLost();
  },
  'server-error': () => Promise.resolve(serviceError(503, 'ServiceUnavailable', 'Service unavailable')),
  'proxy-page': () =>
    Promise.resolve(
      new Response('<!doctype html><title>Welcome to our network</title>', {
        headers: { 'content-type': 'text/html' },
      }),
    ),
};

/** The browser's own `fetch`, while the page has another. */
let untroubled: typeof fetch | undefined;
let current: RequestTrouble = 'none';

/** Makes trouble for all requests to Cognito from now on, or ends it. */
export function troubleRequests(trouble: RequestTrouble): void {
  const wasOffline = current === 'offline';
  current = trouble;
  if (untroubled) globalThis.fetch = untroubled;
  untroubled = undefined;
  if (trouble !== 'none') replaceFetch(answers[trouble]);
  // As the browser says when it has lost the connection, and when it is back.
  if (wasOffline !== (trouble === 'offline')) window.dispatchEvent(new Event(wasOffline ? 'online' : 'offline'));
}

function replaceFetch(answer: (send: Send) => Promise<Response>): void {
  const usual = globalThis.fetch;
  untroubled = usual;
  globalThis.fetch = (input, init) => {
    const send: Send = () => usual(input, init);
    return isToCognito(input) ? answer(send) : send();
  };
}

/** Files of the page, and the switches of the local Cognito, are left alone. */
function isToCognito(input: RequestInfo | URL): boolean {
  const { origin, pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  return origin !== location.origin && !pathname.startsWith('/_test/');
}

/** What `fetch` rejects with when a connection breaks. */
function connectionLost(): TypeError {
  return new TypeError('Failed to fetch');
}

function serviceError(status: number, type: string, message: string): Response {
  return new Response(JSON.stringify({ __type: type, message }), {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  });
}
