import { type SignInOutput, signIn } from 'cognito-wasm';
import { poolMayOffer } from '../pool/pool-settings';

export interface PasskeyAutofill {
  /** Offers this user's passkeys as autofill suggestions. Replaces an earlier offer. */
  readonly offer: (username: string) => Promise<void>;
  /** Withdraws the offer. Resolves once its sign-in has ended. */
  readonly stop: () => Promise<void>;
}

/** Starts a sign-in that waits for the user to pick a passkey from the browser's suggestions. */
export function createPasskeyAutofill(
  onPicked: (username: string, output: SignInOutput) => Promise<void>,
): PasskeyAutofill {
  let controller = new AbortController();
  /** Counts calls, so that an offer is dropped if another call comes while it is being prepared. */
  let calls = 0;
  let waiting: Promise<void> = Promise.resolve();

  const wait = async (username: string, signal: AbortSignal): Promise<void> => {
    try {
      const output = await signIn({
        username,
        options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN', mediation: 'conditional', signal },
      });
      if (output.isSignedIn) await onPicked(username, output);
    } catch {
      // Do not report errors: this is only an offer, and the user may have no passkeys.
    }
  };
  const stop = async (): Promise<void> => {
    calls += 1;
    controller.abort();
    await waiting;
  };

  return {
    async offer(username) {
      const stopped = stop();
      const call = calls;
      await stopped;
      if (!username || !poolMayOffer('passwordless') || !(await browserHasAutofill()) || call !== calls) return;
      controller = new AbortController();
      waiting = wait(username, controller.signal);
    },
    stop,
  };
}

async function browserHasAutofill(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  // Some older browsers support passkeys but not this function.
  const { isConditionalMediationAvailable } = PublicKeyCredential as Partial<typeof PublicKeyCredential>;
  return (await isConditionalMediationAvailable?.call(PublicKeyCredential)) ?? false;
}
