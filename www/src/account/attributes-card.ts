import {
  type CodeDeliveryDetails,
  type FetchUserAttributesOutput,
  type VerifiableUserAttributeKey,
  deleteUserAttributes,
  fetchUserAttributes,
  sendUserAttributeVerificationCode,
} from 'cognito-wasm';
import { attributeLabel } from '../pool/attribute-names';
import { currentBackend } from '../pool/backend';
import { createButton, createTaskButton } from '../ui/button';
import { create, named } from '../ui/dom';
import { createForm } from '../ui/form';
import { showNotice } from '../ui/notice';
import { createRow } from '../ui/rows';
import {
  type EditorOptions,
  createCodeEditor,
  createValueEditor,
  isVerifiable,
  saveAttribute,
} from './attribute-editor';
import { type AccountCard, createCardFrame } from './card';

/** The attributes that can be added. The pool decides which of them it accepts. */
const addable = [
  'name',
  'given_name',
  'family_name',
  'nickname',
  'preferred_username',
  'phone_number',
  'birthdate',
  'gender',
  'address',
  'locale',
  'zoneinfo',
  'picture',
  'profile',
  'website',
];

/**
 * The card for the user's attributes: change, verify, add and delete them.
 *
 * @param onLoaded - Gets the attributes whenever they have been read.
 */
export function createAttributesCard(onLoaded: (attributes: FetchUserAttributesOutput) => void): AccountCard {
  const frame = createCardFrame('attributes', 'Profile', 'What the user pool knows about you.');
  // The pool refuses to delete these.
  const required = currentBackend().requiredAttributes;
  const list = named('account-attributes', create('ul', 'rows'));
  const adding = create('div');
  frame.body.append(list, adding);

  const load = async (): Promise<void> => {
    const attributes = await fetchUserAttributes();
    onLoaded(attributes);
    list.replaceChildren(
      ...Object.entries(attributes)
        // The account shows the identities elsewhere.
        .filter(([key]) => !key.endsWith('_verified') && key !== 'identities')
        .sort(([one], [other]) => Number(one === 'sub') - Number(other === 'sub'))
        .map(([key, value = '']) => row(key, value, attributes)),
    );
    adding.replaceChildren(addForm(attributes));
  };

  const options: EditorOptions = {
    async onDone(key, text) {
      await load();
      showNotice(text, 'success');
      focusRow(key);
    },
    onCodeSent(key, delivery) {
      openCode(key, delivery);
    },
    onCancel(key) {
      closeEditor();
      focusRow(key);
    },
  };

  const rowOf = (key: string): HTMLElement | null =>
    list.querySelector<HTMLElement>(`[data-testid="${CSS.escape(`attribute-${key}`)}"]`);
  const focusRow = (key: string): void => {
    const button = rowOf(key)?.querySelector('button');
    if (button) button.focus();
    else frame.focus();
  };
  const closeEditor = (): void => {
    list.querySelector('.row-editor')?.remove();
  };
  const open = (key: string, editor: HTMLElement): void => {
    closeEditor();
    const place = create('div', 'row-editor', editor);
    const found = rowOf(key);
    if (found) found.append(place);
    else list.append(create('li', 'row', place));
    place.querySelector('input')?.focus();
  };
  const openCode = (key: VerifiableUserAttributeKey, delivery: CodeDeliveryDetails): void => {
    open(key, createCodeEditor(options, key, delivery));
  };

  const row = (key: string, value: string, attributes: FetchUserAttributesOutput): HTMLElement => {
    const label = attributeLabel(key);
    const verified = attributes[`${key}_verified`] === 'true';
    const actions: HTMLElement[] = [];
    if (key !== 'sub') {
      const edit = createButton({ label: 'Edit', fullLabel: `Edit ${label}`, testId: 'attribute-edit', look: 'quiet' });
      edit.addEventListener('click', () => {
        open(key, createValueEditor(options, key, value).form);
      });
      actions.push(edit);
    }
    if (isVerifiable(key) && !verified)
      actions.push(
        createTaskButton(
          {
            label: 'Verify',
            fullLabel: `Verify ${label}`,
            testId: 'attribute-verify',
            look: 'quiet',
            busyLabel: 'Sending…',
          },
          () =>
            frame.attempt(async () => {
              openCode(key, await sendUserAttributeVerificationCode({ userAttributeKey: key }));
            }),
        ),
      );
    if (key !== 'sub' && !required.includes(key))
      actions.push(
        createTaskButton(
          {
            label: 'Delete',
            fullLabel: `Delete ${label}`,
            testId: 'attribute-delete',
            look: 'quiet danger',
            busyLabel: 'Deleting…',
          },
          () =>
            frame.attempt(async () => {
              await deleteUserAttributes({ userAttributeKeys: [key] });
              await options.onDone(key, `${label} deleted.`);
            }),
        ),
      );
    return createRow({
      testId: `attribute-${key}`,
      title: label,
      detail: value,
      badges: isVerifiable(key)
        ? [verified ? { text: 'verified', tone: 'good' } : { text: 'not verified', tone: 'warn' }]
        : [],
      actions,
    });
  };

  const addForm = (attributes: FetchUserAttributesOutput): HTMLElement => {
    const { form } = createForm<'key' | 'value'>({
      id: 'attribute-add',
      name: { label: 'Add an attribute' },
      fields: [
        {
          name: 'key',
          label: 'Attribute',
          kind: 'select',
          choices: addable
            .filter((key) => attributes[key] === undefined)
            .map((value) => ({ value, label: attributeLabel(value) })),
        },
        { name: 'value', label: 'Value', missing: 'Enter a value.' },
      ],
      submitLabel: 'Add',
      busyLabel: 'Adding…',
      errors: { InvalidParameterException: { field: 'value' } },
      submit: async ({ key, value }) => {
        await saveAttribute(options, key, value);
      },
    });
    const summary = named('attribute-add', create('summary', '', 'Add an attribute'));
    return create('details', 'fold', summary, form);
  };

  return {
    section: frame.section,
    load: () => frame.load(load),
    clear() {
      list.replaceChildren();
      adding.replaceChildren();
    },
  };
}
