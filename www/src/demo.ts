import { type AuthSession, type SignedOutReason, autoSignIn } from 'cognito-wasm';
import { initAccountPanel } from './account/account-panel';
import { takeSignOutReport } from './account/pages-sign-out';
import { initBadDay } from './bad-day/bad-day-card';
import { initApiCard } from './call-api/api-card';
import { consoleLog } from './log/console-log';
import { onSignedInOrOutElsewhere } from './session/other-tabs';
import { showSessionUnavailable, showUnreachable } from './session/problems';
import { checkSession, failuresOf } from './session/session-check';
import { initChallengeView } from './sign-in/challenge-view';
import { type SignInOutcomes, follow } from './sign-in/follow';
import { forgetStep, pendingSignIn, rememberStep } from './sign-in/pending-step';
import { pendingReset, rememberReset } from './sign-in/pending-reset';
import { initResetPasswordForm } from './sign-in/reset-password-form';
import { initSignInForm } from './sign-in/sign-in-form';
import { initConfirmForm } from './sign-up/confirm-form';
import {
  type PendingRegistration,
  forgetRegistration,
  pendingRegistration,
  rememberRegistration,
} from './sign-up/pending-registration';
import { initRegisterForm } from './sign-up/register-form';
import { comeBack } from './web-ui/come-back';
import { forgetJourney } from './web-ui/journey';
import { initJourneyCard } from './web-ui/journey-card';
import { initWebUiPanel } from './web-ui/web-ui-panel';
import { hideBanner } from './ui/banner';
import type { OfferedProviders } from './pool/identity-providers';
import { type NoticeTone, hideNotice, showNotice } from './ui/notice';
import { repair } from './ui/repair';
import { type EntryStep, type Fill, focusView, isShown, showView, stepInAddress } from './ui/views';

interface Message {
  readonly text: string;
  readonly tone: NoticeTone;
}

/**
 * Runs the page once the library is configured: decides which step or panel is shown and what comes
 * next. The first session check decides where it starts.
 */
export async function runDemo(providers: OfferedProviders): Promise<void> {
  let signedIn = false;
  let username = pendingRegistration()?.username;

  const signedInNow = async (): Promise<void> => {
    consoleLog.info('Sign in succeeded');
    forgetRegistration();
    resetPasswordForm.clear();
    signInForm.clear();
    challenge.clear();
    await showSession(await checkSession(consoleLog));
    focusView('account');
  };
  const outcomes: SignInOutcomes = {
    onSignedIn: async () => {
      forgetJourney();
      await signedInNow();
    },
    onUnconfirmed: (name) => {
      username = name;
      if (pendingRegistration()?.username !== name) rememberRegistration({ username: name });
      goTo('confirm', {
        text: 'This account is not confirmed yet. Enter the code we sent, or send a new one.',
        tone: 'info',
      });
    },
    onPasswordReset: (name) => {
      username = name;
      rememberReset({ username: name });
      goTo('reset-password', {
        text: 'You must reset your password before you can sign in.',
        tone: 'info',
      });
    },
    onStep: (name, step, problem) => {
      username = name;
      rememberStep(name, step);
      goTo('challenge', undefined, () => {
        challenge.show(name, step);
      });
      // Screen readers announce an alert only if it changes after it is shown.
      if (problem) challenge.showProblem(problem);
    },
    onOver: (name, reason) => {
      username = name;
      forgetStep();
      goTo('sign-in', { text: reason, tone: 'warning' });
    },
  };

  const confirmed = (name: string): void => {
    username = name;
    forgetRegistration();
    goTo('sign-in', { text: 'Your account is confirmed. You can sign in now.', tone: 'success' });
  };
  const completeAutoSignIn = async (name: string): Promise<void> => {
    try {
      await follow(outcomes, name, await autoSignIn());
    } catch {
      // The account is confirmed even though the sign-in failed.
      confirmed(name);
    }
  };

  initRegisterForm({
    onCodeSent: (pending: PendingRegistration) => {
      username = pending.username;
      rememberRegistration(pending);
      goTo('confirm');
    },
    onConfirmed: confirmed,
    onAutoSignIn: completeAutoSignIn,
  });
  const confirmForm = initConfirmForm({ log: consoleLog, onConfirmed: confirmed, onAutoSignIn: completeAutoSignIn });
  const signInForm = initSignInForm(outcomes);
  initJourneyCard();
  initWebUiPanel(providers, { onSignedIn: signedInNow });
  const challenge = initChallengeView(outcomes, () => {
    forgetStep();
    goTo('sign-in');
  });
  const resetPasswordForm = initResetPasswordForm((name) => {
    username = name;
    goTo('sign-in', { text: 'Your password has been changed. Sign in with the new one.', tone: 'success' });
  });
  const account = initAccountPanel({
    onRefresh: async () => {
      hideNotice();
      const session = await checkSession(consoleLog, { forceRefresh: true });
      await showSession(session);
      if (session?.tokens) showNotice('Tokens and credentials have been refreshed.', 'success');
    },
    onSignedOut: (text, tone) => {
      enterSignedOut('sign-in', { text, tone });
    },
    onDeleted: () => {
      enterSignedOut('register', { text: 'Your account has been deleted.', tone: 'success' });
    },
  });

  initApiCard();
  initBadDay({
    onSession: async (session) => {
      if (session.tokens) await account.show(session);
      else if (!session.isSignedIn) await showSession(session);
    },
    onSignOut: async () => {
      enterSignedOut('sign-in', await account.signOut(false));
    },
  });

  /** Shows a step, empty or as the user has left it. Without a pending sign-in, the challenge step becomes the sign-in step. */
  const showStep = (step: EntryStep, fill: Fill): void => {
    const pending = pendingSignIn();
    const shown = step === 'challenge' && !pending ? 'sign-in' : step;
    if (shown === 'confirm') confirmForm.prepare(pendingRegistration(), fill);
    if (shown === 'sign-in') signInForm.prepare(username, fill);
    if (shown === 'reset-password') resetPasswordForm.prepare(username, fill);
    if (shown === 'challenge' && pending) challenge.show(pending.username, pending.step, fill);
    showView(shown);
  };

  const goTo = (step: EntryStep, message?: Message, fill?: () => void): void => {
    hideBanner();
    if (stepInAddress() !== step) history.pushState(null, '', `#/${step}`);
    if (fill) {
      fill();
      showView(step);
    } else showStep(step, 'empty');
    focusView(step);
    if (message) showNotice(message.text, message.tone);
  };

  const enterSignedOut = (step: EntryStep, message?: Message): void => {
    signedIn = false;
    account.leave();
    forgetJourney();
    goTo(step, message);
  };

  /** Chooses the first step for a signed-out user. */
  const beginSignedOut = (): void => {
    const pending = pendingSignIn();
    const step =
      stepInAddress() ??
      (pending ? 'challenge' : pendingReset() ? 'reset-password' : username ? 'confirm' : 'register');
    // Put the step into the address, so that Back can return to it.
    history.replaceState(null, '', `#/${step}`);
    // Keep what has been typed.
    if (isShown(step)) return;
    showStep(step, 'empty');
    if (step === 'challenge' && pending)
      showNotice('You were in the middle of signing in. Continue, or start again.', 'info');
  };

  const showSession = async (session: AuthSession | undefined, reason?: SignedOutReason): Promise<void> => {
    hideBanner();
    if (!session) {
      showSessionUnavailable(undefined, recheck);
      return;
    }
    const failures = failuresOf(session);
    if (failures.includes('NetworkError')) showUnreachable(recheck);
    if (session.tokens) {
      forgetStep();
      await account.show(session);
      username = undefined;
      signedIn = true;
      history.replaceState(null, '', location.pathname + location.search);
      showView('account');
    } else if (session.isSignedIn) {
      // The stored tokens could not be refreshed. The user is still signed in, but there is nothing to show.
      if (!failures.includes('NetworkError')) showSessionUnavailable(failures[0], recheck);
    } else if (failures.includes('SessionExpiredException')) {
      enterSignedOut('sign-in', { text: 'Your session has expired. Sign in again.', tone: 'warning' });
    } else if (signedIn) {
      const why = reason === 'storageCleared' ? ' The session is no longer in the browser’s storage.' : '';
      enterSignedOut('sign-in', { text: `You are no longer signed in.${why}`, tone: 'info' });
    } else beginSignedOut();
  };
  const recheck = (reason?: SignedOutReason): void => {
    void repair();
    void checkSession(consoleLog).then((session) => showSession(session, reason));
  };

  onSignedInOrOutElsewhere(recheck);
  window.addEventListener('hashchange', () => {
    const step = stepInAddress();
    if (signedIn || !step) return;
    // Back and Forward keep what was typed.
    showStep(step, 'kept');
    focusView(step);
  });

  const back = await comeBack();
  if (back && 'returnTo' in back) {
    if (isOtherPage(back.returnTo)) {
      location.replace(back.returnTo);
      return;
    }
    await signedInNow();
    showNotice('You are back, and signed in.', 'success');
    return;
  }
  await showSession(await checkSession(consoleLog));
  const signedOut = takeSignOutReport();
  if (isShown('account')) return;
  if (back) goTo('sign-in', { text: back.problem, tone: 'warning' });
  else if (signedOut) goTo('sign-in', signedOut);
}

/** Whether a path leads to another document than this one. */
function isOtherPage(path: string): boolean {
  const { pathname, search } = new URL(path, location.href);
  return pathname !== location.pathname || search !== location.search;
}
