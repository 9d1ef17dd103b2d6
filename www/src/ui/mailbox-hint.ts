import { currentBackend } from '../pool/backend';
import { create, createLinkToNewTab, named } from './dom';

/** Where a code is to be read that has not left this machine; nothing when the pool is in the cloud. */
export function createMailboxHint(testId = 'mailbox-hint'): HTMLElement[] {
  const { localOrigin } = currentBackend();
  if (!localOrigin) return [];
  const link = named(testId, createLinkToNewTab('open the local mailbox', `${localOrigin}/`));
  return [create('p', 'mail-hint', 'Nothing leaves this machine: ', link, ' to read it.')];
}
