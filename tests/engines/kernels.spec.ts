import { appIn, expect, test } from './fixtures.js';

declare global {
  /** The functions of the relaxed SIMD module that were called. */
  var powers: string[];
}

/** The smallest module with `f64x2.relaxed_madd`. */
const relaxedSimd = [
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0],
  ...[10, 19, 1, 17, 0, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0xfd, 0x87, 2, 0x0b],
];

test('a sign-in uses relaxed SIMD if the engine has it, and SIMD otherwise', async ({
  engine,
  openTab,
  harness,
  cognito,
}) => {
  const tab = await openTab();
  await tab.goto(`${harness}/blank.html`);
  const isRelaxed = await tab.evaluate((bytes: number[]) => WebAssembly.validate(Uint8Array.from(bytes)), relaxedSimd);
  // WebKit may add it. The others must not lose it.
  if (engine !== 'webkit') expect(isRelaxed).toBe(true);
  await tab.evaluate(() => {
    globalThis.powers = [];
    const { instantiate } = WebAssembly;
    const watched = async (module: WebAssembly.Module, imports?: WebAssembly.Imports): Promise<unknown> => {
      const instance = await instantiate(module, imports);
      if (!('shared_secret' in instance.exports)) return instance;
      const members = Object.entries(instance.exports).map(([name, member]) => {
        if (typeof member !== 'function') return [name, member] as const;
        const call = (...inputs: unknown[]): unknown => {
          globalThis.powers.push(name);
          return Reflect.apply(member, undefined, inputs) as unknown;
        };
        return [name, call] as const;
      });
      return { exports: Object.fromEntries(members) };
    };
    Object.assign(WebAssembly, { instantiate: watched });
  });
  await tab.evaluate("import('/cognito-wasm.js').then(() => 'imported')");
  const app = appIn(tab, harness, cognito);
  await app.call('Amplify.configure', cognito.resourcesConfig());
  await app.register();
  await app.call('prepareSignIn');
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  const powers = await tab.evaluate(() => globalThis.powers.filter((name) => name === 'shared_secret'));
  expect(powers).toEqual(isRelaxed ? ['shared_secret'] : []);
});
