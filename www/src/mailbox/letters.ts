import { currentBackend } from '../pool/backend';

/** What the local Cognito would have sent. */
export interface Letter {
  readonly username: string;
  readonly destination: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly purpose: string;
  readonly code: string;
  readonly at: number;
}

const RETRY_MS = 3000;

/**
 * Hands out the letters that are there, and then each new one when it arrives. It ends when the page does.
 *
 * @param onLetters gets the letters, oldest first
 */
export async function watchLetters(onLetters: (letters: readonly Letter[]) => void): Promise<void> {
  const present = await ask('').catch(() => []);
  onLetters(present);
  let count = present.length;
  for (;;) {
    try {
      // The answer comes when there is one more.
      const letters = await ask(`?after=${String(count)}`);
      count += letters.length;
      onLetters(letters);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function ask(query: string): Promise<readonly Letter[]> {
  const { localOrigin = '' } = currentBackend();
  const response = await fetch(`${localOrigin}/_test/outbox${query}`);
  if (!response.ok) throw new Error(`the local Cognito answered ${String(response.status)}`);
  return (await response.json()) as Letter[];
}
