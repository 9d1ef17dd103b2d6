import type { CodeDeliveryDetails, ConfirmSignInInput } from 'cognito-wasm';
import { attributeLabel } from '../pool/attribute-names';
import { currentBackend } from '../pool/backend';
import { passwordRules } from '../pool/password-rules';
import type { Choice } from '../ui/choices';
import { create } from '../ui/dom';
import type { ErrorTable, Problem } from '../ui/error-texts';
import { showFacts } from '../ui/facts';
import type { FieldDescription } from '../ui/field';
import type { Values } from '../ui/form';
import { createMailboxHint } from '../ui/mailbox-hint';
import { brokenRule } from '../ui/password-checklist';
import { createTotpSecret } from '../ui/totp-secret';
import { firstFactorChoices, secondFactorChoices } from './factors';
import type { PendingStep } from './pending-step';

interface Heading {
  readonly title: string;
  readonly lead: string;
}

/** A step with choices. */
interface ChoiceContent extends Heading {
  readonly choices: readonly Choice[];
}

/** A step with a form. The field `answer` holds the answer unless there is a `toInput`. */
export interface FormContent extends Heading {
  readonly fields: readonly FieldDescription[];
  readonly submitLabel: string;
  readonly errors?: ErrorTable<string>;
  readonly before?: readonly HTMLElement[];
  readonly check?: (values: Values<string>) => Problem[];
  readonly toInput?: (values: Values<string>) => ConfirmSignInInput;
}

export type StepContent = ChoiceContent | FormContent;

const codeErrors: ErrorTable<string> = {
  CodeMismatchException: { field: 'answer', text: 'Wrong code. Check the latest message.' },
  EnableSoftwareTokenMFAException: { field: 'answer', text: 'Wrong code. Try the next one that the app shows.' },
  ExpiredCodeException: { field: 'answer', text: 'This code has expired. Start again to get a new one.' },
};

const totpErrors: ErrorTable<string> = {
  ...codeErrors,
  CodeMismatchException: { field: 'answer', text: 'Wrong code. Try the next one that the app shows.' },
};

/** What the page shows for a step of a sign-in. */
export function stepContent(step: PendingStep, username: string): StepContent {
  switch (step.signInStep) {
    case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
      return sentCode('Check your messages', step.codeDeliveryDetails, 'by text message');
    case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
      return sentCode('Check your e-mail', step.codeDeliveryDetails, 'by e-mail');
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return {
        title: 'Open your authenticator app',
        lead: 'Enter the code it shows for this account.',
        ...codeForm,
        errors: totpErrors,
      };
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
      return {
        title: 'Set up an authenticator app',
        lead: 'Its codes will be your second factor.',
        ...codeForm,
        before: [createTotpSecret(step.totpSetupDetails, username)],
      };
    case 'CONFIRM_SIGN_IN_WITH_PASSWORD':
      return {
        title: 'Enter your password',
        lead: 'Your password is the first factor.',
        fields: [{ name: 'answer', label: 'Password', kind: 'current-password', missing: 'Enter your password.' }],
        submitLabel: 'Sign in',
        errors: { NotAuthorizedException: { field: 'answer' } },
      };
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return newPassword(step.missingAttributes ?? []);
    case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE':
      return customChallenge(step.additionalInfo ?? {});
    case 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP':
      return {
        title: 'Which e-mail address?',
        lead: 'We will send codes there when you sign in.',
        fields: [{ name: 'answer', label: 'E-mail', kind: 'email', missing: 'Enter your e-mail address.' }],
        submitLabel: 'Send a code',
        errors: { InvalidParameterException: { field: 'answer' }, SignInException: { field: 'answer' } },
        check: ({ answer }) =>
          answer && !answer.includes('@') ? [{ field: 'answer', text: 'Enter an address like name@example.com.' }] : [],
      };
    case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
      return {
        title: 'Choose your second factor',
        lead: 'Your password is correct. Choose how to complete the sign-in.',
        choices: secondFactorChoices(step.allowedMFATypes),
      };
    case 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION':
      return {
        title: 'Set up a second factor',
        lead: 'This user pool requires one.',
        choices: secondFactorChoices(step.allowedMFATypes),
      };
    case 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION':
      return {
        title: 'How do you want to sign in?',
        lead: 'Choose one of your sign-in methods.',
        choices: firstFactorChoices(step.availableChallenges),
      };
  }
}

const codeForm = {
  fields: [{ name: 'answer', label: 'Code', kind: 'code', missing: 'Enter the code.' }],
  submitLabel: 'Continue',
  errors: codeErrors,
} as const satisfies Omit<FormContent, 'title' | 'lead'>;

function sentCode(title: string, delivery: CodeDeliveryDetails | undefined, way: string): FormContent {
  const { destination } = delivery ?? {};
  return {
    title,
    lead: destination ? `We sent a code to ${destination}.` : `We sent a code ${way}.`,
    ...codeForm,
    before: createMailboxHint(),
  };
}

/** Parameters that Cognito adds to those of the pool's Lambda. */
const COGNITO_PARAMETERS = new Set(['USERNAME', 'USER_ID_FOR_SRP']);

function customChallenge({ question, ...others }: Readonly<Record<string, string>>): FormContent {
  const facts = Object.entries(others)
    .filter(([label]) => !COGNITO_PARAMETERS.has(label))
    .map(([label, value]) => ({ label, value }));
  const list = create('dl', 'facts');
  showFacts(list, facts);
  return {
    title: 'Answer the pool’s question',
    lead: question ?? 'This user pool asks a question of its own.',
    fields: [{ name: 'answer', label: 'Answer', missing: 'Enter an answer.' }],
    submitLabel: 'Submit',
    before: facts.length > 0 ? [list] : [],
  };
}

function newPassword(missingAttributes: readonly string[]): FormContent {
  const rules = passwordRules(currentBackend().passwordFormat);
  const fields: FieldDescription[] = missingAttributes.map((name) => ({
    name,
    label: attributeLabel(name),
    kind: name === 'email' ? 'email' : name === 'phone_number' ? 'tel' : 'text',
    missing: 'The user pool requires this.',
  }));
  return {
    title: 'Choose a new password',
    lead: 'The password you used was temporary.',
    fields: [
      { name: 'password', label: 'New password', kind: 'new-password', missing: 'Choose a password.', rules },
      ...fields,
    ],
    submitLabel: 'Save and sign in',
    errors: { InvalidPasswordException: { field: 'password' } },
    check: ({ password = '' }) => brokenRule('password', password, rules),
    toInput: ({ password = '', ...userAttributes }) => ({
      challengeResponse: password,
      options: missingAttributes.length > 0 ? { userAttributes } : {},
    }),
  };
}
