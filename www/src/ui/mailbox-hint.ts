import { currentBackend } from '../pool/backend';
import { create, createLinkToNewTab, named } from './dom';

/** Says where to read messages that the local Cognito did not really send; empty for a pool in the cloud. */
export function createMailboxHint(testId = 'mailbox-hint'): HTMLElement[] {
  const { mailbox } = currentBackend();
  if (!mailbox) return [];
  const link = named(testId, createLinkToNewTab('open the local mailbox', mailbox));
  return [create('p', 'mail-hint', 'Messages stay on this machine: ', link, ' to read them.')];
}
