import { type SignInOutput, signIn } from 'cognito-wasm';
import { poolMayOffer } from '../pool/pool-settings';

export interface PasskeyAutofill {
  /** Offers this user's passkeys among the suggestions of the form's fields, in the place of another user's. */
  readonly offer: (username: string) => Promise<void>;
  /** Takes the offer back; done when nothing of it is under way any more. */
  readonly stop: () => Promise<void>;
}

/** A sign-in that waits for the person to pick a passkey from the browser's suggestions. */
export function createPasskeyAutofill(
  onPicked: (username: string, output: SignInOutput) => Promise<void>,
): PasskeyAutofill {
  let controller = new AbortController();
  /** Counts what was wished, so that an offer that is overtaken on its way is not made. */
  let wishes = 0;
  let waiting: Promise<void> = Promise.resolve();

  const wait = async (username: string, signal: AbortSignal): Promise<void> => {
    try {
      const output = await signIn({
        username,
        options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN', mediation: 'conditional', signal },
      });
      if (output.isSignedIn) await onPicked(username, output);
    } catch {
      // An offer only: a user without passkeys, or an aborted wait, is nothing to tell anybody.
    }
  };
  const stop = async (): Promise<void> => {
    wishes += 1;
    controller.abort();
    await waiting;
  };

  return {
    async offer(username) {
      const stopped = stop();
      const wish = wishes;
      await stopped;
      if (!username || !poolMayOffer('passwordless') || !(await browserHasAutofill()) || wish !== wishes) return;
      controller = new AbortController();
      waiting = wait(username, controller.signal);
    },
    stop,
  };
}

async function browserHasAutofill(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  // Older browsers have passkeys without this function.
  const { isConditionalMediationAvailable } = PublicKeyCredential as Partial<typeof PublicKeyCredential>;
  return (await isConditionalMediationAvailable?.call(PublicKeyCredential)) ?? false;
}
