import { getAccessToken } from 'cognito-wasm';

/** `fetch` for the API, with the access token. If that has expired, `getAccessToken` gets a new one, or rejects. */
export async function fetchApi(path, init = {}) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await getAccessToken()}` };
  const response = await fetch(path, { ...init, headers });
  if (!response.ok) throw new Error(`The API replied with ${response.status}.`);
  return response;
}
