/** A host for the signing functions, and a `fetch` that answers from a list. */
export const key = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** A part of a session that is available. */
export const success = (value) => ({ type: 'SUCCESS', value });

/** An instance with the credentials in the list, one after the other at each forced refresh. */
export function hostWith({
  credentials = [key],
  tokens = success({ accessToken: 'ACCESS', idToken: 'ID' }),
  failure,
} = {}) {
  const asked = [];
  let current = 0;
  return {
    asked,
    auth: { configured: { resources: { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool' } } } } },
    async session(name, options) {
      asked.push([name, options]);
      if (options.forceRefresh) current = Math.min(current + 1, credentials.length - 1);
      const part = failure ? { type: 'FAILURE', error: failure } : success(credentials[current]);
      return { awsCredentialsResult: part, userPoolTokensResult: tokens };
    },
  };
}

/** Replaces `fetch` while `work` runs. Returns its result, and what was sent. */
export async function withReplies(replies, work) {
  const own = globalThis.fetch;
  const sent = [];
  const left = [...replies];
  globalThis.fetch = async (url, init) => {
    const headers = new Headers(init.headers);
    sent.push({
      url: String(url),
      init,
      headers,
      body: init.body === undefined ? '' : await new Response(init.body).text(),
    });
    const reply = left.shift() ?? new Response('ok');
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply(sent.at(-1)) : reply;
  };
  try {
    return { result: await work(), sent };
  } catch (error) {
    return { error, sent };
  } finally {
    globalThis.fetch = own;
  }
}
