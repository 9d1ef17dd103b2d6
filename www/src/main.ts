import { AWSCognitoAuthPlugin, Amplify } from 'cognito-wasm';
import { currentBackend } from './pool/backend';
import { initAdministratorPanel } from './settings/administrator-panel';
import { configurationFile } from './pool/configuration';
import { forgetFormerPool } from './pool/former-pool';
import { identityProviders } from './pool/identity-providers';
import { loadPoolSettings } from './pool/pool-settings';
import { initSettingsPanel } from './settings/settings-panel';
import { consoleLog } from './log/console-log';
import { runDemo } from './demo';
import { element } from './ui/dom';
import { initEventLog } from './log/event-log';
import { checkSession } from './session/session-check';
import { initNotice } from './ui/notice';
import { repairLater } from './ui/repair';
import { showStartProblem } from './ui/start-problem';
import { initTheme } from './ui/theme';
import { noteArrival } from './web-ui/arrival';
import { watchJourneys } from './web-ui/come-back';

initTheme();
initNotice();
initEventLog();
const isMessenger = noteArrival();
if (!isMessenger) watchJourneys();
Amplify.addPlugin(new AWSCognitoAuthPlugin());
void start();

/** Loads the configuration, and starts the page. */
async function start(): Promise<void> {
  try {
    await Amplify.configure(undefined, { file: configurationFile(new URL(location.href)) });
  } catch (error) {
    showStartProblem(error, start);
    // This fails without a configuration, and logs the failure.
    await checkSession(consoleLog);
    return;
  }
  if (isMessenger) return;
  forgetFormerPool();
  const [providers] = await Promise.all([identityProviders(), showBackend()]);
  await runDemo(providers);
}

async function showBackend(): Promise<void> {
  const { userPoolId, userPoolClientId, localOrigin } = currentBackend();
  element('pool-id', HTMLElement).textContent = userPoolId;
  element('client-id', HTMLElement).textContent = userPoolClientId;
  element('backend', HTMLElement).hidden = false;
  if (!localOrigin) return;
  element('endpoint-line', HTMLElement).textContent = `, served by ${localOrigin}`;
  const mailbox = element('mailbox-link', HTMLAnchorElement);
  mailbox.href = `${localOrigin}/`;
  mailbox.hidden = false;
  await showPoolSettings(localOrigin, userPoolId);
}

/** Shows the settings of the pool. Without an answer, “Try again” asks once more. */
async function showPoolSettings(localOrigin: string, userPoolId: string): Promise<void> {
  const settings = await loadPoolSettings(localOrigin, userPoolId);
  if (!settings) {
    repairLater('pool settings', () => showPoolSettings(localOrigin, userPoolId));
    return;
  }
  initSettingsPanel(settings);
  initAdministratorPanel();
}
