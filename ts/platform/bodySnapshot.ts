/** Bodies that the application may change after a call. */
const changeable = /^\[object (ArrayBuffer|FormData|URLSearchParams)\]$/;

/**
 * Copies a body that may be changed later, as `fetch` does when it is called, with the content type that belongs to it. Other bodies are
 * returned as they are.
 */
export function bodySnapshot(body: unknown): unknown {
  const isChangeable = ArrayBuffer.isView(body) || changeable.test(Object.prototype.toString.call(body));
  return isChangeable ? new Response(body as BodyInit) : body;
}
