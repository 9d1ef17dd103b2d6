/** The code in the documents. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { checks } from '../../scripts/checks/checks.mjs';
import { inRoot, npmCommand } from '../../scripts/run/paths.mjs';
import { kilobytes } from '../../scripts/size/report-loads.mjs';
import { suites } from '../../scripts/suites/suites.mjs';
import { App, packedFiles } from './app.mjs';
import { codeBlocks, codeExamples, documents, textOf } from './documents.mjs';

const blocks = documents.flatMap((name) => codeBlocks(name, textOf(name)));

/** @param {string[]} languages */
const blocksIn = (...languages) => blocks.filter(({ language }) => languages.includes(language));

/** Packages in examples that are not installed here. */
const others = `
declare module 'jest-environment-jsdom' {
  export class TestEnvironment { readonly global: Record<string, unknown>; setup(): Promise<void>; }
}
declare module 'svelte' {
  export function onMount(work: () => unknown): void;
}
declare module '*/amplify_outputs.json' {
  const outputs: { version: string; auth: { user_pool_id: string; user_pool_client_id: string } };
  export default outputs;
}
declare module '*/amplify_outputs' {
  export type Group = 'admins' | 'editors';
  export type SignUpAttributes = { readonly email: string; readonly 'custom:plan'?: string };
  const outputs: { version: string; auth: { user_pool_id: string; user_pool_client_id: string } };
  export default outputs;
}
declare module 'cognito-wasm/wasm?url' {
  const address: string;
  export default address;
}
`;

test('blocks are found with their line, language and context', () => {
  const text = 'Text\n\n<!-- context:\nlet a = 1;\n-->\n```ts\na = 2;\n```\n\n~~~sh\nls\n~~~\n\n```\nplain\n```\n';
  assert.deepEqual(codeBlocks('X.md', text), [
    { where: 'X.md:7', language: 'ts', code: 'a = 2;\n', context: 'let a = 1;' },
    { where: 'X.md:11', language: 'sh', code: 'ls\n', context: '' },
    { where: 'X.md:15', language: '', code: 'plain\n', context: '' },
  ]);
});

test('every block names its language, except pictures', () => {
  const pictures = blocksIn('').filter(({ code }) => !/[│▼]/.test(code));
  assert.deepEqual(pictures, []);
  const known = ['', 'ts', 'tsx', 'js', 'json', 'yaml', 'html', 'sh', 'console', 'rust', 'toml', 'hcl'];
  assert.deepEqual(
    blocks.filter(({ language }) => !known.includes(language)),
    [],
  );
});

test('JSON is JSON, or the members of an object', () => {
  for (const { where, code } of blocksIn('json')) {
    assert.doesNotThrow(() => JSON.parse(/^\s*"/.test(code) ? `{${code}}` : code), where);
  }
});

describe('TypeScript and JavaScript', () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await App.create();
    await app.write('others.d.ts', others);
  });
  after(() => app.remove());

  /**
   * @param {import('./documents.mjs').Block[]} chosen
   * @param {Record<string, unknown>} options of the compiler
   */
  async function compile(chosen, options) {
    assert.ok(chosen.length > 0);
    const files = ['others.d.ts'];
    for (const { where, language, code, context } of chosen) {
      const name = `${where.replaceAll(/\W+/g, '-')}.${/\brequire\(/.test(code) ? 'c' : ''}${language}`;
      files.push(name);
      await app.write(name, `${context}\n${code}${/\.c\w+$/.test(name) ? '' : '\nexport {};\n'}`);
    }
    const output = { target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom', 'dom.iterable'], noEmit: true };
    await app.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...output, ...options }, files }));
    const problems = await app.run(npmCommand('tsc')).catch(({ stdout }) => stdout);
    assert.equal(problems, '');
  }

  const strictest = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, types: [] };

  test('compile with the strictest types', () => {
    // `cdk.test.mjs` compiles what is for CDK.
    const own = blocksIn('ts', 'tsx').filter(({ code }) => !code.includes("'aws-cdk-lib'"));
    return compile(own, { ...strictest, jsx: 'preserve' });
  });

  test('compile with the strictest types where they are examples of a function', () =>
    compile(codeExamples(), strictest));

  test('call functions that exist', () =>
    // They import the local Cognito, which is checked with them and written for these options.
    compile(blocksIn('js'), {
      ...strictest,
      allowJs: true,
      checkJs: true,
      noImplicitAny: false,
      noUncheckedIndexedAccess: false,
      types: ['node'],
    }));
});

describe('commands', () => {
  /** @param {string} path */
  const manifest = (path) => JSON.parse(textOf(path));
  const [own, local, cli] = [manifest('package.json'), manifest('local/package.json'), manifest('cli/package.json')];
  // In running text, backticks mark commands.
  const lines = documents.flatMap((name) => {
    const spans = Array.from(textOf(name).matchAll(/`([^`\n]+)`/g), ([, span = '']) => span);
    const inBlocks = codeBlocks(name, textOf(name)).filter(({ language }) => language === 'sh');
    return [...spans, ...inBlocks.flatMap(({ code }) => code.split('\n'))].map((line) => ({ name, line }));
  });
  /** @param {RegExp} pattern */
  const named = (pattern) =>
    lines.flatMap(({ name, line }) => {
      const [, found] = pattern.exec(line) ?? [];
      return found === undefined ? [] : [{ name, found }];
    });
  /** The scripts of the root, and those of the example that a document is about. @param {string} name */
  const scriptsFor = (name) => {
    const [example] = /^examples\/[\w-]+\/(?=README\.md$)/.exec(name) ?? [];
    const hasPackage = example !== undefined && existsSync(inRoot(example, 'package.json'));
    return Object.keys({ ...own.scripts, ...(hasPackage && manifest(`${example}package.json`).scripts) });
  };
  /** @type {{ what: string, pattern: RegExp, known: string[] | ((name: string) => string[]) }[]} */
  const kinds = [
    { what: 'scripts of npm', pattern: /^npm (?:run )?(start|test|(?<=run )[\w:]+)/, known: scriptsFor },
    { what: 'suites', pattern: /^npm test -- --only (\w+)/, known: suites.map(({ name }) => name) },
    { what: 'checks', pattern: /^\.ci\/run --only ([\w-]+)/, known: checks.map(({ name }) => name) },
    // Not on the registry yet: tarballs, by the names that npm gives them.
    {
      what: 'packages',
      pattern: /^npm install (?:-\S+ )*(?:[\w./-]+\/)?([\w.-]+)(?: |$)/,
      known: [own, local, cli].map(({ name, version }) => `${name}-${version}.tgz`),
    },
    // Commands of packages, and those of the repository's own packages for contributors.
    {
      what: 'commands',
      pattern: /^(?:[A-Z_]+=\S+ )*npx (\S+)/,
      known: [...Object.keys(local.bin), ...readdirSync(inRoot('node_modules', '.bin'))],
    },
  ];
  for (const { what, pattern, known } of kinds) {
    test(`name ${what} that exist`, () => {
      const placeholders = /^[A-Z]+$/;
      const all = named(pattern);
      assert.ok(all.length > 0);
      const isKnown = ({ name = '', found = '' }) =>
        (typeof known === 'function' ? known(name) : known).includes(found);
      const unknown = all.filter((one) => !isKnown(one) && !placeholders.test(one.found));
      assert.deepEqual(unknown, []);
    });
  }
});

test('addresses at a CDN name files of this version', async () => {
  const { version } = JSON.parse(textOf('package.json'));
  const files = await packedFiles();
  const addresses = documents.flatMap((name) =>
    Array.from(textOf(name).matchAll(/\bnpm\/cognito-wasm@([\d.]+)\/([\w./-]+)/g), ([, of, path]) => ({ of, path })),
  );
  assert.ok(addresses.length > 0);
  for (const { of, path } of addresses) assert.ok(of === version && files.includes(path ?? ''), `${of} ${path}`);
});

/** The names by which headings are linked, as GitHub makes them. */
const anchorsIn = (/** @type {string} */ text) =>
  Array.from(text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('links between documents have a target', () => {
  for (const name of documents) {
    for (const [, target = '', anchor] of textOf(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const path = target === '' ? name : new URL(target, `file:///${name}`).pathname.slice(1);
      assert.doesNotThrow(() => textOf(path), `${name} links to ${target}`);
      if (anchor === undefined) continue;
      assert.ok(anchorsIn(textOf(path)).includes(anchor), `${name} links to ${target}#${anchor}`);
    }
  }
});

test('README has every next step of a sign-in', () => {
  const types = textOf('ts/signIn/signInTypes.ts');
  const steps = Array.from(types.matchAll(/readonly signInStep: '(\w+)'/g), ([, step]) => step);
  const [, section = ''] = /\n## Every next step\n([^]*?)\n## /.exec(textOf('README.md')) ?? [];
  const rows = Array.from(section.matchAll(/^\| `(\w+)` \|/gm), ([, step]) => step);
  assert.ok(steps.length > 10);
  assert.deepEqual(rows.sort(), steps.sort());
});

test('the tables of measurements have their places, and figures in them', () => {
  const places = [
    ['README.md', 'pages'],
    ['README.md', 'loads'],
    ['docs/performance.md', 'bench'],
    ['docs/performance.md', 'size'],
  ];
  for (const [document = '', part = ''] of places) {
    assert.match(
      textOf(document),
      new RegExp(`<!-- ${part} -->\\n\\|[^]*\\d[^]*\\n<!-- /${part} -->`),
      `${part} in ${document}`,
    );
  }
});

/**
 * The rows of the tables between two markers in a document, by the name of the table and that of the row.
 *
 * @param {string} document
 * @param {string} part
 * @returns {Map<string, Record<string, Record<string, string>>>} the cells by column
 */
function figuresIn(document, part) {
  const [, text = ''] = new RegExp(`<!-- ${part} -->([^]*?)<!-- /${part} -->`).exec(textOf(document)) ?? [];
  const tables = new Map();
  for (const table of text.split('\n\n')) {
    const [heading = [], , ...rows] = table
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
    const [title = '', ...columns] = heading;
    const cells = rows.map(([name = '', ...values]) => [
      name,
      Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ''])),
    ]);
    tables.set(title, Object.fromEntries(cells));
  }
  return tables;
}

describe('the published sizes are those that size.json has', () => {
  /** @type {Record<string, Record<'raw' | 'gzip' | 'brotli', number>>} */
  const recorded = JSON.parse(textOf('size.json'));
  /** @param {string} name @param {'raw' | 'gzip' | 'brotli'} [kind] */
  const size = (name, kind = 'brotli') => kilobytes(recorded[name]?.[kind] ?? NaN);

  test('in README', () => {
    const loads = figuresIn('README.md', 'loads').get('A page loads, kB') ?? {};
    assert.equal(Object.keys(loads).length, 3);
    for (const [wait, cells] of Object.entries(loads))
      assert.equal(cells['cognito-wasm'], size(`cognito-wasm, loaded ${wait}`), wait);
  });

  test('in docs/performance.md', () => {
    const tables = figuresIn('docs/performance.md', 'size');
    const sizes = Object.entries(tables.get('Sizes') ?? {}).filter(([name]) => Object.hasOwn(recorded, name));
    assert.ok(sizes.length > 8);
    for (const [name, cells] of sizes) {
      for (const kind of /** @type {const} */ (['raw', 'gzip', 'brotli']))
        assert.equal(cells[kind], size(name, kind), name);
    }
    const loads = Object.entries(tables.get('A page loads, kB of brotli') ?? {});
    assert.equal(loads.length, 3);
    for (const [wait, { 'aws-amplify': _, ...cells }] of loads) {
      for (const [library, figure] of Object.entries(cells))
        assert.equal(figure, size(`${library}, loaded ${wait}`), `${library} ${wait}`);
    }
  });
});

test('README leads with two small tables, and has no others of measurements', () => {
  const [, section = ''] = /\n## How fast, how small\n([^]*?)\n## /.exec(textOf('README.md')) ?? [];
  assert.equal(section.match(/^\| ---/gm)?.length, 2);
});
