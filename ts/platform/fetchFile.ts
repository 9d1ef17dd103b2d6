import { memberOfAny, ownMembers, readMember } from '../values/members.js';

/** The longest file that is read, in the units of JavaScript's text. */
const longestText = 2 ** 20;

type Wishes = Pick<RequestInit, 'credentials' | 'redirect' | 'referrerPolicy'>;

/** A runtime that does not know a member of a request names it, and no address: it has not sent anything. */
function isRefused(name: string, reason: unknown): boolean {
  const message = String(memberOfAny(reason, 'message'));
  // Deno says of a redirect on the way which mode it was refused in.
  return message.includes(name) && !message.includes('://') && !message.includes('ncountered redirect');
}

/**
 * Gets a file: without cookies, without telling from where, and from nowhere else than its address, since whoever can redirect
 * would decide what the page runs on.
 */
export async function fetchFile(address: string | URL): Promise<Response> {
  const wishes: Wishes = ownMembers({ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
  for (;;) {
    try {
      return await fetch(address, wishes);
    } catch (reason) {
      // Runtimes on servers have no cookies and no page, and know this kind of redirect only.
      if (isRefused('credentials', reason) && wishes.credentials) delete wishes.credentials;
      else if (isRefused('referrerPolicy', reason) && wishes.referrerPolicy) delete wishes.referrerPolicy;
      else if (isRefused('redirect', reason) && wishes.redirect === 'error') wishes.redirect = 'manual';
      else throw reason;
    }
  }
}

/** The JSON in a reply, of whichever class, whose text is not longer than anybody's configuration. */
export async function readJSON(response: Response): Promise<unknown> {
  const body = readMember(response, 'body');
  if (typeof readMember(body, 'getReader') === 'function') {
    return JSON.parse(await readStream(body as NonNullable<Response['body']>));
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
