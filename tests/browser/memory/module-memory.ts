/** The memories of the modules in a page, and the random numbers that they got. */
import type { Page } from '@playwright/test';
import type { Region } from './needles.js';

declare global {
  var memories: { readonly name: string; readonly memory: WebAssembly.Memory }[];
  var drawn: string[];
}

/** Makes the page record the memory of each started module, and the random numbers. */
export async function watchMemory(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.memories = [];
    globalThis.drawn = [];
    const { instantiate } = WebAssembly;
    const watched = async (module: WebAssembly.Module, imports?: WebAssembly.Imports): Promise<unknown> => {
      const instance = await instantiate(module, imports);
      // The main module's memory has a short name.
      const memory = Object.values(instance.exports).find((member) => member instanceof WebAssembly.Memory);
      const name = 'shared_secret' in instance.exports ? 'the module for relaxed SIMD' : 'the module';
      if (memory) globalThis.memories.push({ name, memory });
      return instance;
    };
    Object.assign(WebAssembly, { instantiate: watched });
    const draw = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = <Bytes extends ArrayBufferView>(bytes: Bytes): Bytes => {
      draw(bytes as never);
      const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      globalThis.drawn.push(btoa(String.fromCharCode(...view)));
      return bytes;
    };
  });
}

/** The random numbers of this length until now, in base64. */
export async function drawnNumbers(page: Page, length: number): Promise<string[]> {
  const drawn = await page.evaluate(() => globalThis.drawn);
  return drawn.filter((bytes) => Buffer.from(bytes, 'base64').length === length);
}

/** The contents of the memories, without ranges of zeros. */
export async function memoryOf(page: Page): Promise<{ readonly name: string; readonly regions: Region[] }[]> {
  const modules = await page.evaluate(() =>
    globalThis.memories.map(({ name, memory }) => {
      const block = 1024;
      const all = new Uint8Array(memory.buffer);
      const regions: { offset: number; text: string }[] = [];
      for (let start = 0; start < all.length; start += block) {
        const bytes = all.subarray(start, start + block);
        if (bytes.every((byte) => byte === 0)) continue;
        const text = String.fromCharCode(...bytes);
        const last = regions.at(-1);
        if (last && last.offset + last.text.length === start) last.text += text;
        else regions.push({ offset: start, text });
      }
      return { name, regions: regions.map(({ offset, text }) => ({ offset, base64: btoa(text) })) };
    }),
  );
  return modules.map(({ name, regions }) => ({
    name,
    regions: regions.map(({ offset, base64 }) => ({ offset, bytes: Buffer.from(base64, 'base64') })),
  }));
}
