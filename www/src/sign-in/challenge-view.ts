import { type ConfirmSignInInput, type SignInOutput, confirmSignIn } from 'cognito-wasm';
import { type Choice, createChoices } from '../ui/choices';
import { create, element, named } from '../ui/dom';
import { isLockedOut, toProblem } from '../ui/error-texts';
import { type Values, createForm } from '../ui/form';
import { hideNotice } from '../ui/notice';
import type { Fill } from '../ui/views';
import { type SignInOutcomes, follow } from './follow';
import { afterPasskeyProblem } from './passkey-problem';
import type { PendingStep } from './pending-step';
import { type FormContent, stepContent } from './step-content';

export interface ChallengeView {
  /** Shows a step. */
  readonly show: (username: string, step: PendingStep, fill?: Fill) => void;
  /** Removes what was typed, since the user has signed in. */
  readonly clear: () => void;
  /** Shows an error above the current step. */
  readonly showProblem: (text: string) => void;
}

/** The view for the steps of a sign-in. Each step fills it with what Cognito asks for. */
export function initChallengeView(outcomes: SignInOutcomes, onRestart: () => void): ChallengeView {
  element('challenge-restart', HTMLButtonElement).addEventListener('click', onRestart);
  let showProblem: (text: string) => void = () => undefined;
  /** The step that is shown. */
  let shown = '';

  const answer = async (username: string, step: PendingStep, input: ConfirmSignInInput): Promise<void> => {
    try {
      const output = await confirmSignIn(input);
      if (isAskedAgain(step, output)) outcomes.onStep(username, step, 'Wrong answer. Try again.');
      else await follow(outcomes, username, output);
    } catch (error) {
      const afterPasskey = afterPasskeyProblem(error, step);
      if (afterPasskey) outcomes.onStep(username, afterPasskey.step, afterPasskey.problem);
      else if (isOver(error, step)) outcomes.onOver(username, overText(error));
      else throw error;
    }
  };

  const showChoices = (username: string, step: PendingStep, choices: readonly Choice[]): readonly HTMLElement[] => {
    const message = named('error-challenge', create('div', 'form-error'));
    message.role = 'alert';
    showProblem = (text) => {
      message.textContent = text;
    };
    const list = createChoices(choices, 'challenge-title', async (value) => {
      hideNotice();
      showProblem('');
      try {
        await answer(username, step, { challengeResponse: value });
      } catch (error) {
        showProblem(toProblem(error, {}, []).text);
      }
    });
    return [message, list];
  };

  const showForm = (username: string, step: PendingStep, content: FormContent): readonly HTMLElement[] => {
    const { fields, submitLabel, errors = {}, before = [], check, toInput = answerAlone } = content;
    const { form, errors: fieldErrors } = createForm({
      id: 'challenge',
      name: { labelledBy: 'challenge-title' },
      fields,
      submitLabel,
      busyLabel: 'One moment…',
      accountName: username,
      errors,
      ...(check ? { check } : {}),
      submit: async (values) => answer(username, step, toInput(values)),
    });
    showProblem = (text) => {
      fieldErrors.show([{ field: 'answer', text }]);
    };
    return [...before, form];
  };

  return {
    show(username, step, fill = 'empty') {
      const name = JSON.stringify([username, step]);
      if (fill === 'kept' && name === shown) return;
      shown = name;
      const content = stepContent(step, username);
      element('view-challenge', HTMLElement).dataset.step = step.signInStep;
      element('challenge-title', HTMLElement).textContent = content.title;
      element('challenge-lead', HTMLElement).textContent = content.lead;
      element('challenge-username', HTMLElement).textContent = username;
      const parts =
        'choices' in content ? showChoices(username, step, content.choices) : showForm(username, step, content);
      element('challenge-body', HTMLElement).replaceChildren(...parts);
    },
    showProblem(text) {
      showProblem(text);
    },
    clear() {
      shown = '';
      element('challenge-body', HTMLElement).replaceChildren();
    },
  };
}

function answerAlone({ answer: challengeResponse = '' }: Values<string>): ConfirmSignInInput {
  return { challengeResponse };
}

/** Whether the same custom challenge came back: the answer was wrong. */
function isAskedAgain(before: PendingStep, { nextStep }: SignInOutput): boolean {
  return (
    before.signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' && JSON.stringify(before) === JSON.stringify(nextStep)
  );
}

/** Whether this sign-in cannot continue, whatever the answer. */
function isOver(error: unknown, { signInStep }: PendingStep): error is Error {
  if (!(error instanceof Error)) return false;
  if (error.name === 'SignInException') return signInStep !== 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP';
  if (error.name !== 'NotAuthorizedException') return false;
  if (isLockedOut(error)) return true;
  return signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' || /session/i.test(error.message);
}

function overText(error: Error): string {
  if (isLockedOut(error)) return toProblem(error, {}, []).text;
  return error.name === 'SignInException'
    ? 'That took too long. Sign in again.'
    : `This sign-in has ended: ${toProblem(error, {}, []).text} Start again.`;
}
