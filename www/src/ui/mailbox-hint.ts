import { currentBackend } from '../pool/backend';
import { create, createLinkToNewTab, named } from './dom';

/** Says where to read messages that the local Cognito did not really send; empty for a pool in the cloud. */
export function createMailboxHint(testId = 'mailbox-hint'): HTMLElement[] {
  const { localOrigin } = currentBackend();
  if (!localOrigin) return [];
  const link = named(testId, createLinkToNewTab('open the local mailbox', `${localOrigin}/`));
  return [create('p', 'mail-hint', 'Messages stay on this machine: ', link, ' to read them.')];
}
