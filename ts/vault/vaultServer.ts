/** The worker's side of the vault: connects pages with the clients of their configurations. */
import { version } from '../loader/version.js';
import { AuthError } from '../errors/authError.js';
import { invalidInput } from '../errors/invalidInput.js';
import { holdLife, LifeWatch } from './life.js';
import { PortLink, type Postable } from './portLink.js';
import { outgoing, outgoingOutput } from './outgoing.js';
import { pageTimer } from '../platform/timer.js';
import { memberOfAny } from '../values/members.js';
import { readRequest, type Request } from './messages.js';
import { type Connect, VaultClient } from './vaultClient.js';

/** A port of a `SharedWorker`, or the scope of a dedicated worker. */
export interface ServedPort extends Postable {
  onmessage: ((event: MessageEvent) => unknown) | null;
  addEventListener(type: string, listener: () => void): void;
}

/** An application has a few configurations. An injected script may try more. */
const mostClients = 50;

let life: Promise<string> | undefined;

const clients = new Map<string, VaultClient>();

/**
 * The client for what a page connects with. Pages with the same configuration share one. A page with another configuration, such
 * as an injected script with an endpoint of its own, gets another client, which has nothing of the first.
 */
function clientOf(connect: Connect): VaultClient {
  const { config, place, limits, hooks } = connect;
  const key = JSON.stringify([config, place, limits, hooks]);
  const known = clients.get(key);
  if (known) return known;
  if (clients.size >= mostClients) throw invalidInput('the vault has too many configurations');
  const client = new VaultClient(connect);
  clients.set(key, client);
  return client;
}

/** The error of a configuration that is not in effect. The policy that may be the reason is not the page's. */
function refusal(error: unknown): unknown {
  if (memberOfAny(error, 'name') !== 'ContentSecurityPolicyException') return error;
  return new AuthError({
    name: 'ContentSecurityPolicyException',
    message: "the content security policy in the response with the vault's worker forbids WebAssembly",
    category: 'configuration',
    recoverySuggestion:
      "Send that file with a policy of its own: `script-src 'self' 'wasm-unsafe-eval'`, and `connect-src` with Cognito. See docs/vault.md.",
    underlyingError: error,
  });
}

/** Serves a page. */
export function serve(port: ServedPort): void {
  const link = new PortLink(port);
  let client: VaultClient | undefined;
  let isAway = false;

  const connect = async (request: Connect): Promise<void> => {
    try {
      const chosen = clientOf(request);
      const warnings = await chosen.connect(link);
      client = chosen;
      link.send({ type: 'connected', warnings });
    } catch (error) {
      link.send({ type: 'refused', error: refusal(error) });
    }
  };

  const call = async ({ id, name, input, hasMetadata }: Extract<Request, { type: 'call' }>): Promise<void> => {
    const signal = link.begin(id);
    if (!signal) return;
    link.hasMetadata = hasMetadata;
    try {
      if (!client) throw invalidInput('the page has not connected with a configuration');
      const output = await client.call(link, name, input, signal);
      link.settle(id, { output: outgoingOutput(name, output) });
    } catch (error) {
      link.settle(id, { error: outgoing(error) });
    }
  };

  const close = (): void => {
    watch.stop();
    isAway = true;
    client?.disconnect(link);
    link.close();
  };

  /** Whether the page has not answered yet whether it lives. */
  let isSilent = false;

  const ask = (): void => {
    isSilent = true;
    client?.markSilent(link);
    link.send({ type: 'ping' });
  };
  const watch = new LifeWatch({ ask, gone: close }, pageTimer);
  /** The lock of the page. */
  let pageLife: unknown;

  const welcome = (): void => {
    watch.start(pageLife);
    if (isAway) client?.rejoin(link);
    isAway = false;
  };

  const greet = async (): Promise<void> => {
    welcome();
    link.send({ type: 'ready', version, life: await (life ??= holdLife()) });
  };

  const leave = (): void => {
    pageLife = undefined;
    close();
  };

  port.onmessage = ({ data }) => {
    const request = readRequest(data);
    watch.heard();
    if (request?.type === 'hello') {
      // A page that is kept for the way back loses its lock in some browsers. It takes another one when it is shown again. Answers to
      // its calls may be lost.
      if (isSilent) close();
      pageLife = request.life;
      void greet();
    } else if (request?.type === 'connect') {
      // The first configuration is this page's for good.
      if (!client) void connect(request);
    } else if (request?.type === 'call') void call(request);
    else if (request?.type === 'abort') link.abort(request.id);
    else if (request?.type === 'bye') leave();
    else if (request?.type === 'ping') link.send({ type: 'pong' });
    // The page was frozen, and taken for gone.
    else if (request?.type === 'pong' && isAway && pageLife !== undefined) welcome();
    else if (request?.type === 'answer') link.answer(request);
    if (!isAway) client?.markHeard(link);
    isSilent = false;
  };
  port.addEventListener('close', close);
}
