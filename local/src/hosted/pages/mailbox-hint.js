import { markup } from './markup.js';

/** Where codes arrive: the local Cognito sends nothing. */
export const mailboxHint = () =>
  markup`It is in the <a href="/" target="_blank" rel="noopener">mailbox of the local Cognito</a>, in a new tab.`;
