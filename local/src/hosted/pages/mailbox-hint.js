import { markup } from './markup.js';

/** Where codes arrive: the local Cognito sends nothing. */
export const mailboxHint = () =>
  markup`You find it in the <a href="/" target="_blank" rel="noopener">mailbox of the local Cognito (opens in a new tab)</a>.`;
