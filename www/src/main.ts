import { AWSCognitoAuthPlugin, Amplify } from 'cognito-wasm';
import { currentBackend } from './backend';
import { showBanner } from './banner';
import { ConfigurationFileError, configurationUrl, loadConfiguration } from './configuration';
import { consoleLog } from './console-log';
import { runDemo } from './demo';
import { element } from './dom';
import { initEventLog } from './event-log';
import { initPasswordReveal } from './password-reveal';
import { sentence } from './sentence';
import { checkSession } from './session-check';
import { initTheme } from './theme';

initTheme();
initPasswordReveal();
initEventLog();
void start();

/** The seed's start: plugin, configuration, session check; then the page proper. */
async function start(): Promise<void> {
  try {
    Amplify.addPlugin(new AWSCognitoAuthPlugin());
    await Amplify.configure(await loadConfiguration(configurationUrl(new URL(location.href))));
  } catch (error) {
    showStartProblem(error);
    // Without a configuration this fails, and logs so, as the seed's own code does.
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
  if (!localOrigin) return;
  element('endpoint-line', HTMLElement).textContent = `, served by ${localOrigin}`;
  for (const id of ['mailbox-link', 'confirm-mailbox-link'])
    element(id, HTMLAnchorElement).href = `${localOrigin}/`;
  element('mailbox-link', HTMLAnchorElement).hidden = false;
  element('confirm-mailbox', HTMLElement).hidden = false;
}

function showStartProblem(error: unknown): void {
  element('view-starting', HTMLElement).hidden = true;
  const reload = { label: 'Try again', run: () => { location.reload(); } };
  if (error instanceof ConfigurationFileError && !error.reachable) {
    showBanner({
      title: 'Cognito is out of reach',
      text: `${error.message} Start the local Cognito, then try again:`,
      command: 'npm start',
      action: reload,
    });
    return;
  }
  const suggestion =
    error instanceof Error && 'recoverySuggestion' in error ? error.recoverySuggestion : undefined;
  showBanner({
    title: 'Amplify could not be configured',
    text: [error instanceof Error ? error.message : String(error), suggestion]
      .filter((part) => typeof part === 'string')
      .map(sentence)
      .join(' '),
    action: reload,
  });
}
