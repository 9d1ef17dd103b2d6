import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Brings axe-core into every page to come, since the demo's own policy forbids injected scripts. */
export async function bringAxe(page: Page): Promise<void> {
  await page.addInitScript({ path: axePath });
}

/** What every rule of axe-core that is on by default finds on the page as it stands. */
export async function violations(page: Page): Promise<string[]> {
  const found: Violation[] = await page.evaluate('axe.run().then((result) => result.violations)');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
