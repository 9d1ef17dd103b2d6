import type { AuthSession } from 'cognito-wasm';
import { initAccountPanel } from './account-panel';
import { hideBanner, showBanner } from './banner';
import { initConfirmForm } from './confirm-form';
import { consoleLog } from './console-log';
import { unreachableText } from './error-texts';
import { type NoticeTone, hideNotice, showNotice } from './notice';
import { onOtherTabSignedInOrOut } from './other-tabs';
import {
  type PendingRegistration,
  forgetRegistration,
  pendingRegistration,
  rememberRegistration,
} from './pending-registration';
import { initRegisterForm } from './register-form';
import { checkSession, failuresOf } from './session-check';
import { initSignInForm } from './sign-in-form';
import { type EntryStep, focusView, isShown, showView, stepInAddress } from './views';

interface Message {
  readonly text: string;
  readonly tone: NoticeTone;
}

/**
 * Walks a person through the page, once the library is configured: which step or panel is shown,
 * and what leads from one to the next. The first session check decides where it begins.
 */
export async function runDemo(): Promise<void> {
  let signedIn = false;
  let username = pendingRegistration()?.username;

  const registerOptions = {
    onCodeSent: (pending: PendingRegistration): void => {
      username = pending.username;
      rememberRegistration(pending);
      goTo('confirm');
    },
    onConfirmed: (name: string): void => {
      username = name;
      forgetRegistration();
      goTo('sign-in', { text: 'Your account is confirmed. Sign in to go on.', tone: 'success' });
    },
  };
  initRegisterForm(registerOptions);
  const confirmForm = initConfirmForm({ log: consoleLog, onConfirmed: registerOptions.onConfirmed });
  const signInForm = initSignInForm({
    log: consoleLog,
    onSignedIn: async () => {
      forgetRegistration();
      await showSession(await checkSession(consoleLog));
      focusView('account');
    },
    onUnconfirmed: (name) => {
      username = name;
      if (pendingRegistration()?.username !== name) rememberRegistration({ username: name });
      goTo('confirm', {
        text: 'This account is not confirmed yet. Enter its code, or send a new one.',
        tone: 'info',
      });
    },
  });
  const account = initAccountPanel({
    onRefresh: async () => {
      hideNotice();
      const session = await checkSession(consoleLog, { forceRefresh: true });
      await showSession(session);
      if (session?.tokens) showNotice('Fresh tokens and credentials are here.', 'success');
    },
    onSignedOut: (text, tone) => {
      enterSignedOut('sign-in', { text, tone });
    },
  });

  const showStep = (step: EntryStep): void => {
    if (step === 'confirm') confirmForm.prepare(pendingRegistration());
    if (step === 'sign-in') signInForm.prepare(username);
    showView(step);
  };

  const goTo = (step: EntryStep, message?: Message): void => {
    hideBanner();
    if (stepInAddress() !== step) history.pushState(null, '', `#/${step}`);
    showStep(step);
    focusView(step);
    if (message) showNotice(message.text, message.tone);
  };

  const enterSignedOut = (step: EntryStep, message?: Message): void => {
    signedIn = false;
    account.leave();
    goTo(step, message);
  };

  const showSession = async (session: AuthSession | undefined): Promise<void> => {
    hideBanner();
    if (!session) {
      showUnavailable(undefined, recheck);
      return;
    }
    const failures = failuresOf(session);
    if (failures.includes('NetworkError')) showUnreachable(recheck);
    if (session.tokens) {
      await account.show(session);
      username = undefined;
      signedIn = true;
      history.replaceState(null, '', location.pathname + location.search);
      showView('account');
    } else if (session.isSignedIn) {
      // The tokens are kept but could not be renewed: nothing to show yet, and no reason to leave.
      if (!failures.includes('NetworkError')) showUnavailable(failures[0], recheck);
    } else if (failures.includes('SessionExpiredException')) {
      enterSignedOut('sign-in', { text: 'Your session has expired. Sign in again.', tone: 'warning' });
    } else if (signedIn) {
      enterSignedOut('sign-in', { text: 'You are no longer signed in.', tone: 'info' });
    } else {
      const step = stepInAddress() ?? (username ? 'confirm' : 'register');
      // The address names the step from here on, so that Back can return to it.
      history.replaceState(null, '', `#/${step}`);
      // What is typed in already stays.
      if (!isShown(step)) showStep(step);
    }
  };
  const recheck = (): void => void checkSession(consoleLog).then(showSession);

  onOtherTabSignedInOrOut(recheck);
  window.addEventListener('hashchange', () => {
    const step = stepInAddress();
    if (signedIn || !step) return;
    showStep(step);
    focusView(step);
  });

  await showSession(await checkSession(consoleLog));
}

function showUnreachable(retry: () => void): void {
  showBanner({
    title: 'Cognito is out of reach',
    text: unreachableText(),
    action: { label: 'Try again', run: retry },
  });
}

function showUnavailable(reason: string | undefined, retry: () => void): void {
  showBanner({
    title: 'The session could not be fetched',
    text: reason ? `Cognito refused for the time being (${reason}).` : 'The console says why.',
    action: { label: 'Try again', run: retry },
  });
}
