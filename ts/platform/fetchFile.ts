import { memberOfAny, ownMembers, readMember } from '../values/members.js';

/** The longest file that is read, in UTF-16 code units. */
const longestText = 2 ** 20;

type Wishes = Pick<RequestInit, 'credentials' | 'redirect' | 'referrerPolicy'>;

/** Whether a runtime refused an option of the request, before it sent anything. The error names the option and no address. */
function isRefused(name: string, reason: unknown): boolean {
  const message = String(memberOfAny(reason, 'message'));
  // Deno's error for an actual redirect also names the option.
  return message.includes(name) && !message.includes('://') && !message.includes('ncountered redirect');
}

/**
 * Fetches a file without cookies, referrer or redirects. A redirect would let another site choose the configuration or the
 * module.
 */
export async function fetchFile(address: string | URL): Promise<Response> {
  const wishes: Wishes = ownMembers({ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
  for (;;) {
    try {
      return await fetch(address, wishes);
    } catch (reason) {
      // Server runtimes have no cookies and no referrer, and some only know `redirect: 'manual'`.
      if (isRefused('credentials', reason) && wishes.credentials) delete wishes.credentials;
      else if (isRefused('referrerPolicy', reason) && wishes.referrerPolicy) delete wishes.referrerPolicy;
      else if (isRefused('redirect', reason) && wishes.redirect === 'error') wishes.redirect = 'manual';
      else throw reason;
    }
  }
}

/** Reads JSON of at most 1 MiB from a response. The response may be of another library's class. */
export async function readJSON(response: Response): Promise<unknown> {
  if (typeof memberOfAny(readMember(response, 'body'), 'getReader') === 'function') {
    // Chromium often cancels a request whose stream is read to its end, unless the response has been cloned. Only browsers have a location.
    if (readMember(globalThis, 'location') && typeof readMember(response, 'clone') === 'function') response.clone();
    return JSON.parse(await readStream(response.body as NonNullable<Response['body']>));
  }
  if (typeof readMember(response, 'text') !== 'function') return response.json();
  return JSON.parse(checked(await response.text()));
}

async function readStream(body: NonNullable<Response['body']>): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value } = await reader.read();
    text = checked(text + decoder.decode(value, ownMembers({ stream: value !== undefined })));
    if (value === undefined) return text;
  }
}

function checked(text: string): string {
  if (text.length > longestText) throw new RangeError('the file is longer than 1 MiB');
  return text;
}
