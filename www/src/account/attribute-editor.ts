import {
  type CodeDeliveryDetails,
  type VerifiableUserAttributeKey,
  confirmUserAttribute,
  sendUserAttributeVerificationCode,
  updateUserAttribute,
} from 'cognito-wasm';
import { attributeLabel } from '../pool/attribute-names';
import { createButton, createTaskButton } from '../ui/button';
import { create } from '../ui/dom';
import type { ErrorTable } from '../ui/error-texts';
import type { FieldKind } from '../ui/field';
import { type Form, createForm } from '../ui/form';
import { createMailboxHint } from '../ui/mailbox-hint';
import { showNotice } from '../ui/notice';

export interface EditorOptions {
  /** The attribute was changed or verified; `text` says which. */
  readonly onDone: (key: string, text: string) => Promise<void>;
  /** The change takes effect once the code is entered. */
  readonly onCodeSent: (key: VerifiableUserAttributeKey, delivery: CodeDeliveryDetails) => void;
  readonly onCancel: (key: string) => void;
}

const valueErrors: ErrorTable<'value'> = {
  AliasExistsException: { field: 'value', text: 'Another account already uses this.' },
  CodeDeliveryFailureException: { field: 'value', text: 'We could not send a code there.' },
  InvalidParameterException: { field: 'value' },
};

const codeErrors: ErrorTable<'code'> = {
  CodeMismatchException: { field: 'code', text: 'Wrong code. Check the latest message.' },
  ExpiredCodeException: { field: 'code', text: 'This code has expired. Send a new one.' },
};

export function isVerifiable(key: string): key is VerifiableUserAttributeKey {
  return key === 'email' || key === 'phone_number';
}

/** Saves a new value. Asks for a code if Cognito sends one. */
export async function saveAttribute(options: EditorOptions, key: string, value: string): Promise<void> {
  const { nextStep } = await updateUserAttribute({ userAttribute: { attributeKey: key, value } });
  if (nextStep.updateAttributeStep === 'CONFIRM_ATTRIBUTE_WITH_CODE' && isVerifiable(key))
    options.onCodeSent(key, nextStep.codeDeliveryDetails);
  else await options.onDone(key, `${attributeLabel(key)} saved.`);
}

export function attributeFieldKind(key: string): FieldKind {
  if (key === 'email') return 'email';
  return key === 'phone_number' ? 'tel' : 'text';
}

/** The form for a new value of an attribute. */
export function createValueEditor(options: EditorOptions, key: string, value: string): Form<'value'> {
  const cancel = createButton({ label: 'Cancel', testId: 'attribute-cancel' });
  cancel.addEventListener('click', () => {
    options.onCancel(key);
  });
  return createForm<'value'>({
    id: 'attribute',
    name: { label: `Edit ${attributeLabel(key)}` },
    fields: [
      { name: 'value', label: attributeLabel(key), kind: attributeFieldKind(key), value, missing: 'Enter a value.' },
    ],
    submitLabel: 'Save',
    busyLabel: 'Saving…',
    buttons: [cancel],
    errors: valueErrors,
    submit: async (values) => saveAttribute(options, key, values.value),
  });
}

/** The form for the code that verifies an e-mail address or a phone number. */
export function createCodeEditor(
  options: EditorOptions,
  key: VerifiableUserAttributeKey,
  delivery: CodeDeliveryDetails,
): HTMLElement {
  const sent = create('p', 'small', sentText(delivery));
  const resend = createTaskButton(
    { label: 'Send a new code', busyLabel: 'Sending…', testId: 'attribute-code-resend' },
    async () => {
      sent.textContent = sentText(await sendUserAttributeVerificationCode({ userAttributeKey: key }));
      showNotice('A new code is on its way.', 'success');
      code.input('code').focus();
    },
  );
  const cancel = createButton({ label: 'Cancel', testId: 'attribute-code-cancel' });
  cancel.addEventListener('click', () => {
    options.onCancel(key);
  });
  const code = createForm<'code'>({
    id: 'attribute-code',
    name: { label: `Confirm ${attributeLabel(key)}` },
    fields: [{ name: 'code', label: `Code for ${attributeLabel(key)}`, kind: 'code', missing: 'Enter the code.' }],
    submitLabel: 'Confirm',
    busyLabel: 'Confirming…',
    buttons: [resend, cancel],
    errors: codeErrors,
    submit: async (values) => {
      await confirmUserAttribute({ userAttributeKey: key, confirmationCode: values.code });
      await options.onDone(key, `${attributeLabel(key)} confirmed.`);
    },
  });
  return create('div', '', sent, ...createMailboxHint(), code.form);
}

function sentText({ destination }: CodeDeliveryDetails): string {
  return destination ? `We sent a code to ${destination}.` : 'We sent a code.';
}
