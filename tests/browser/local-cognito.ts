import { startServer } from '../../local/src/index.js';

/** A message that the local Cognito would have sent. */
interface Letter {
  readonly username: string;
  readonly code: string;
}

/** A failure to come; `times` defaults to one. */
interface Fault {
  readonly operation: string;
  readonly kind: 'status' | 'error' | 'html' | 'delay' | 'drop' | 'lose-reply';
  readonly times?: number;
  readonly status?: number;
  readonly type?: string;
  readonly message?: string;
}

/** A local Cognito with its test endpoints, as a test uses it. */
export class LocalCognito {
  readonly origin: string;
  readonly stop: () => Promise<void>;

  private constructor(origin: string, stop: () => Promise<void>) {
    this.origin = origin;
    this.stop = stop;
  }

  /** Starts one on a free port; ids, codes and credentials come in a known order. */
  static async start(): Promise<LocalCognito> {
    const server = await startServer({ port: 0, deterministic: true });
    let running = true;
    return new LocalCognito(new URL(server.url).origin, async () => {
      if (running) await server.close();
      running = false;
    });
  }

  /** The letters to a user, newest last. */
  async outbox(username: string): Promise<Letter[]> {
    return (await this.get(`/_test/outbox?username=${encodeURIComponent(username)}`)) as Letter[];
  }

  /** The operations asked for until now, in order. */
  async operations(): Promise<string[]> {
    const journal = (await this.get('/_test/journal')) as { readonly operation: string }[];
    return journal.map(({ operation }) => operation);
  }

  async fault(fault: Fault): Promise<void> {
    const reply = await fetch(`${this.origin}/_test/faults`, { method: 'POST', body: JSON.stringify(fault) });
    if (!reply.ok) throw new Error(await reply.text());
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.origin}/_test/faults`, { method: 'DELETE' });
  }

  private async get(path: string): Promise<unknown> {
    return (await fetch(`${this.origin}${path}`)).json();
  }
}
