import { pageAddress } from '../platform/pages.js';
import { replaceAddress } from '../platform/replaceAddress.js';
import { memberOfAny } from '../values/members.js';

/** The parameters of an answer. */
const ofAnswer = /^(access_token|code|error|error_description|id_token|state|token_type)=/;

/**
 * Which address a page shows when an answer has been read. This decides as Rust does (`src/oauth/shown.rs`), and a test compares the two.
 *
 * @param current - The address that the page has now.
 * @param read - The address with the answer.
 * @param address - The one to show in its place.
 */
export function shownAddress(current: string, read: string, address: string): string {
  if (current === read) return address;
  // The app has gone on: its own address stays, without the answer.
  const answer = new Set(read.split(/[?&#]/).filter((part) => ofAnswer.test(part)));
  let shown = '';
  let mark = '';
  for (const part of current.split(/(?=[?&#])/)) {
    if (answer.has(part.slice(1))) {
      mark ||= part.charAt(0);
    } else {
      shown += mark && part.startsWith('&') ? mark + part.slice(1) : part;
      mark = '';
    }
  }
  return shown;
}

/** Takes the answer out of the address of the page, as the worker says. */
export function showAddress(data: unknown): void {
  const current = pageAddress();
  if (current === undefined) return;
  const shown = shownAddress(current, String(memberOfAny(data, 'read')), String(memberOfAny(data, 'address')));
  if (shown !== current) replaceAddress(shown);
}
