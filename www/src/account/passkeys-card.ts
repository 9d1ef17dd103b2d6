import {
  type AuthWebAuthnCredential,
  associateWebAuthnCredential,
  deleteWebAuthnCredential,
  listWebAuthnCredentials,
} from 'cognito-wasm';
import { createTaskButton } from '../ui/button';
import { create, named } from '../ui/dom';
import { showNotice } from '../ui/notice';
import { createRow, shortTime } from '../ui/rows';
import { type AccountCard, createCardFrame } from './card';

/** The card for the user's passkeys: list, add and delete them. */
export function createPasskeysCard(): AccountCard {
  const frame = createCardFrame(
    'passkeys-card',
    'Passkeys',
    'Sign in with your face, fingerprint, PIN or security key.',
  );
  const list = named('passkeys', create('ul', 'rows'));
  const empty = named('passkeys-empty', create('p', 'empty', 'No passkeys yet.'));

  const load = async (): Promise<void> => {
    const { credentials } = await listWebAuthnCredentials();
    list.replaceChildren(...credentials.map(row));
    empty.hidden = credentials.length > 0;
  };

  const row = ({ credentialId, friendlyCredentialName, createdAt }: AuthWebAuthnCredential): HTMLElement => {
    const title = friendlyCredentialName ?? 'Passkey';
    const remove = createTaskButton(
      {
        label: 'Delete',
        fullLabel: `Delete ${title}`,
        testId: 'passkey-delete',
        look: 'quiet danger',
        busyLabel: 'Deleting…',
      },
      () =>
        frame.attempt(async () => {
          if (credentialId === undefined) return;
          await deleteWebAuthnCredential({ credentialId });
          await load();
          showNotice('Passkey deleted. Remove it from your device, too.', 'success');
          frame.focus();
        }),
    );
    return createRow({ testId: 'passkey', title, detail: `Added ${shortTime(createdAt)}`, actions: [remove] });
  };

  const add = createTaskButton(
    { label: 'Add a passkey', busyLabel: 'Waiting for your device…', testId: 'passkey-add' },
    () =>
      frame.attempt(async () => {
        await associateWebAuthnCredential();
        await load();
        showNotice('Passkey added. You can sign in with it next time.', 'success');
      }),
  );
  frame.body.append(list, empty, create('div', 'actions card-actions', add));

  return {
    section: frame.section,
    feature: 'passwordless',
    load: () => frame.load(load),
    clear() {
      list.replaceChildren();
    },
  };
}
