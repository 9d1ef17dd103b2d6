import { AWSCognitoAuthPlugin, Amplify } from 'cognito-wasm';
import { currentBackend, isInPage } from './pool/backend';
import { hasCognitoInPage, startCognitoInPage } from './pool/cognito-in-page';
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
import { initMailboxCard } from './mailbox/mailbox-card';
import { checkSession } from './session/session-check';
import { initNotice } from './ui/notice';
import { repairLater } from './ui/repair';
import { showStartProblem } from './ui/start-problem';
import { initRaceCard } from './race/race-card';
import { initTabs } from './ui/tabs';
import { initTheme } from './ui/theme';
import { watchExchanges } from './wire/exchanges';
import { initSrpCard } from './wire/srp-card';
import { initTimelineCard } from './wire/timeline-card';
import { noteArrival } from './web-ui/arrival';
import { watchJourneys } from './web-ui/come-back';

initTheme();
initNotice();
initTabs();
initEventLog();
watchExchanges();
initSrpCard();
initTimelineCard();
const isMessenger = noteArrival();
if (!isMessenger) watchJourneys();
Amplify.addPlugin(new AWSCognitoAuthPlugin());
void start();

/** Loads the configuration, and starts the page. */
async function start(): Promise<void> {
  try {
    const address = new URL(location.href);
    if (hasCognitoInPage(address)) await startCognitoInPage();
    await Amplify.configure(undefined, { file: configurationFile(address) });
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
  const { userPoolId, userPoolClientId, localOrigin, mailbox } = currentBackend();
  element('pool-id', HTMLElement).textContent = userPoolId;
  element('client-id', HTMLElement).textContent = userPoolClientId;
  element('backend', HTMLElement).hidden = false;
  if (!localOrigin || !mailbox) return;
  element('endpoint-line', HTMLElement).textContent = isInPage()
    ? ', of a local Cognito in this browser'
    : `, served by ${localOrigin}`;
  const link = element('mailbox-link', HTMLAnchorElement);
  link.href = mailbox;
  link.hidden = false;
  initMailboxCard();
  initRaceCard();
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
