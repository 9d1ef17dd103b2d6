import { markup } from './markup.js';

/** The mailbox has this address beside the root, where a static site has its own page. */
export const MAILBOX_PATH = '/mailbox/';

/** Where codes arrive: the local Cognito sends nothing. */
export const mailboxHint = () =>
  markup`It is in the <a href="${MAILBOX_PATH}" target="_blank" rel="noopener">mailbox of the local Cognito</a>, in a new tab.`;
