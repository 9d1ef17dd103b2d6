import { AWSCognitoAuthPlugin, Amplify } from 'cognito-wasm';
import { currentBackend } from './backend';
import { configurationFile } from './configuration';
import { consoleLog } from './console-log';
import { runDemo } from './demo';
import { element } from './dom';
import { initEventLog } from './event-log';
import { initPasswordReveal } from './password-reveal';
import { checkSession } from './session-check';
import { showStartProblem } from './start-problem';
import { initTheme } from './theme';

initTheme();
initPasswordReveal();
initEventLog();
void start();

/** The seed's start: plugin, configuration, session check; then the page proper. */
async function start(): Promise<void> {
  try {
    Amplify.addPlugin(new AWSCognitoAuthPlugin());
    await Amplify.configure(undefined, { file: configurationFile(new URL(location.href)) });
  } catch (error) {
    showStartProblem(error);
    // Without a configuration this fails, and logs so.
    await checkSession(consoleLog);
    return;
  }
  showBackend();
  await runDemo();
}

function showBackend(): void {
  const { userPoolId, userPoolClientId, localOrigin } = currentBackend();
  element('pool-id', HTMLElement).textContent = userPoolId;
  element('client-id', HTMLElement).textContent = userPoolClientId;
  element('backend', HTMLElement).hidden = false;
  if (!localOrigin) return;
  element('endpoint-line', HTMLElement).textContent = `, served by ${localOrigin}`;
  for (const id of ['mailbox-link', 'confirm-mailbox-link']) element(id, HTMLAnchorElement).href = `${localOrigin}/`;
  element('mailbox-link', HTMLAnchorElement).hidden = false;
  element('confirm-mailbox', HTMLElement).hidden = false;
}
