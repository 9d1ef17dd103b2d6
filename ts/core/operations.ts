/** The operations of the Rust module: what each is given (without its signal) and what it resolves with. */
import type { CallOptions } from '../types/common.js';
import type { FetchAuthSessionOptions, GetCurrentUserInput, GetCurrentUserOutput } from '../types/session.js';
import type { ConfirmSignInInput, SignInInput } from '../types/signIn.js';
import type { SignOutInput } from '../types/signOut.js';
import type {
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResendSignUpCodeOutput,
  SignUpInput,
  SignUpOutput,
} from '../types/signUp.js';
import type { SessionData } from '../session/sessionData.js';
import type { SignOutData } from '../session/signOutData.js';
import type { SignInData } from '../signIn/signInData.js';

/** Every operation by the name of its public function. */
export interface Operations {
  autoSignIn: { input: CallOptions; output: SignInData };
  confirmSignIn: { input: ConfirmSignInInput; output: SignInData };
  confirmSignUp: { input: ConfirmSignUpInput; output: ConfirmSignUpOutput };
  fetchAuthSession: { input: FetchAuthSessionOptions; output: SessionData };
  getCurrentUser: { input: GetCurrentUserInput; output: GetCurrentUserOutput };
  resendSignUpCode: { input: ResendSignUpCodeInput; output: ResendSignUpCodeOutput };
  signIn: { input: SignInInput; output: SignInData };
  signOut: { input: SignOutInput; output: SignOutData };
  signUp: { input: SignUpInput; output: SignUpOutput };
}

interface Input extends CallOptions {
  readonly options?: CallOptions | undefined;
}

function isObject(input: unknown): input is Input {
  return typeof input === 'object' && input !== null;
}

/** Parts an input from its signal, which does not cross to Rust as data. Rust judges what is not an input at all. */
export function takeSignal(input: unknown): { data: unknown; signal: AbortSignal | undefined } {
  if (!isObject(input)) return { data: input, signal: undefined };
  const { signal, ...data } = input;
  if (!isObject(data.options)) return { data, signal };
  const { signal: optionsSignal, ...options } = data.options;
  return { data: { ...data, options }, signal: optionsSignal ?? signal };
}
