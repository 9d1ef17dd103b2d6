/** One configuration in the worker: its client, and the pages that use it. */
import { convert, dataOf } from '../configuration/parseAmplifyConfig.js';
import type { AuthHooks } from '../configuration/hooks.js';
import { own } from '../configuration/given.js';
import { invalidInput } from '../errors/invalidInput.js';
import { accelerate } from '../instance/accelerate.js';
import { ConfiguredClient } from '../instance/configuredClient.js';
import { relaxedModule } from '../loader/readyRelaxed.js';
import { readyWasm } from '../loader/readyWasm.js';
import { pageTimer } from '../platform/timer.js';
import { SessionCopy } from '../storage/sessionCopy.js';
import { frozenCopy } from '../values/frozenCopy.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type { HookName, Request } from './messages.js';
import { outgoing } from './outgoing.js';
import { portHooks } from './portHooks.js';
import type { PortLink } from './portLink.js';
import { SharedEvents } from './sharedEvents.js';
import { bindingOf, VaultStorage } from './vaultStorage.js';
import { promptIn } from './workerCredentials.js';

/** What a page connects with. */
export type Connect = Extract<Request, { readonly type: 'connect' }>;

/** The storage is read this often: nothing says that a script has emptied it, and a browser may not say that it has. */
const lookEveryMs = 15_000;

/** Functions that may show a prompt for a passkey. */
const prompting: ReadonlySet<string> = new Set([
  'signIn',
  'confirmSignIn',
  'autoSignIn',
  'associateWebAuthnCredential',
]);

/** A worker has no `sessionStorage`. What shall last as long as a tab lasts as long as the worker here. */
function withoutSession(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const data = ownMembers(input) as Record<string, unknown>;
  if (data.persistence === 'session') data.persistence = 'memory';
  if (data.options !== undefined) data.options = withoutSession(data.options);
  return data;
}

/**
 * The part of a configuration that the module gets. It is in one shape, and what a session is bound to is read from the same
 * object, so the two cannot differ. What cannot be converted goes to the module as it is, which says what is wrong with it.
 */
function readConfig(given: unknown): { readonly config: unknown; readonly binding: string | undefined } {
  const frozen = frozenCopy(given);
  try {
    const { resources } = convert(dataOf(frozen));
    const config = frozenCopy({ Auth: { Cognito: own(own(resources, 'Auth'), 'Cognito') } });
    return { config, binding: bindingOf(config) };
  } catch {
    return { config: frozen, binding: undefined };
  }
}

/** The client of one configuration, which all pages with that configuration share. */
export class VaultClient {
  readonly #configured: ConfiguredClient;
  readonly #ports = new Set<PortLink>();
  readonly #events = new SharedEvents(this.#ports);
  /** The page that has made the last call, which is asked for the application's functions. */
  #latest: PortLink | undefined;
  /** The timer of the next look. */
  #looking: unknown;

  constructor({ config: given, place, limits, hooks: names }: Connect) {
    const { config, binding } = readConfig(given);
    const hooks: AuthHooks = {
      ...portHooks(names, (question, input) => this.#ask(question, input)),
      limits: typeof limits === 'object' && limits !== null ? ownMembers(limits) : {},
    };
    const { clientMetadataProvider: metadata } = portHooks(['clientMetadata'], (question, input) =>
      this.#ask(question, input),
    );
    this.#configured = new ConfiguredClient(
      { config },
      {
        hooks,
        clientMetadataProvider: () => (this.#latest?.hasMetadata ? metadata : undefined),
        authConfig: () => this.#configured.resources?.Auth,
        isDefault: false,
        accepted: () => undefined,
        emit: (event) => {
          void this.#configured.meetTabs(event);
          this.#events.own(event, this.#latest);
        },
        decided: (decision) => {
          this.#events.decided(decision, this.#latest);
        },
        hub: {
          // The change of another worker, where each page has its own, or another configuration has the same app client.
          dispatch: (_channel, payload) => {
            this.#events.ofOthers(payload);
          },
        },
      },
      readyWasm,
      place === 'local' && binding !== undefined ? new SessionCopy(new VaultStorage(binding), pageTimer) : 'memory',
    );
  }

  /** Adds a page. Rejects if the configuration is wrong. Resolves with the warnings about it. */
  async connect(port: PortLink): Promise<readonly string[]> {
    const { instance, client } = await this.#configured.live();
    this.#ports.add(port);
    this.#latest ??= port;
    this.#lookLater();
    return instance.ask(() => client.warnings());
  }

  /** Removes a page. */
  disconnect(port: PortLink): void {
    if (this.#ports.delete(port)) this.#events.leave(port);
    const [other] = this.#ports;
    if (this.#latest === port) this.#latest = other;
  }

  /** Adds a page again, which hears of what it has missed. */
  rejoin(port: PortLink): void {
    this.#ports.add(port);
    this.#latest ??= port;
    this.#lookLater();
    this.#events.catchUp(port);
  }

  /** Looks from time to time whether the session is still stored, while there are pages. */
  #lookLater(): void {
    if (this.#looking !== undefined) return;
    this.#looking = pageTimer.start(() => {
      this.#looking = undefined;
      if (this.#ports.size === 0) return;
      void this.#configured.meetTabs({ event: 'look' });
      this.#lookLater();
    }, lookEveryMs);
  }

  /** A page may be gone, or kept for the way back. What it is sent from now on may be lost. */
  markSilent(port: PortLink): void {
    if (this.#ports.has(port)) this.#events.leave(port);
  }

  /** A page lives, and hears what it is sent. */
  markHeard(port: PortLink): void {
    this.#events.stay(port);
  }

  /** Runs a public function for a page. */
  async call(port: PortLink, name: string, given: unknown, signal: AbortSignal): Promise<unknown> {
    const input = withoutSession(given);
    if (name === 'exportSession' && memberOfAny(input, 'includeRefreshToken') !== undefined) refuseRefreshToken(input);
    this.#latest = port;
    if (prompting.has(name)) promptIn(port);
    const live = await this.#configured.live();
    if (name === 'signIn') void accelerate(live, relaxedModule);
    if (name === 'signOut') void this.#configured.meetTabs({ event: name });
    const call = (): Promise<unknown> => live.instance.run(() => live.client.call(name, input, signal));
    const output = await this.#events.during(port, name, input, () =>
      live.copy ? live.copy.around(name, input, call) : call(),
    );
    if (name === 'prepareSignIn' && output === true) void accelerate(live, relaxedModule);
    return output;
  }

  async #ask(question: HookName, input: unknown): Promise<unknown> {
    if (!this.#latest) throw new Error('no page is there to answer');
    return await this.#latest.ask(question, outgoing(input));
  }
}

function refuseRefreshToken(input: unknown): void {
  if (memberOfAny(input, 'includeRefreshToken') === false) return;
  throw invalidInput('the refresh token does not leave the vault: `includeRefreshToken` cannot be used with it');
}
