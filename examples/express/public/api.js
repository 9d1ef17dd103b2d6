import { fetchAuthSession } from 'cognito-wasm';

/** `fetch` for the API, with the access token. If that has expired, `fetchAuthSession` gets a new one. */
export async function fetchApi(path, init = {}) {
  const { tokens } = await fetchAuthSession();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens?.accessToken}` };
  const response = await fetch(path, { ...init, headers });
  if (!response.ok) throw new Error(`The API replied with ${response.status}.`);
  return response;
}
