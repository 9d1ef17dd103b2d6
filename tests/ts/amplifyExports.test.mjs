/**
 * The names that `aws-amplify` exports and this package does not, with the reason. A name that is missing without a reason fails, and so
 * does a reason for a name that is not missing.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { inRoot } from '../../scripts/run/paths.mjs';

const redirect = 'a part of a redirect, which the module makes and checks';
const outside = 'does not belong to auth';
const providers = 'custom providers are not supported yet';
const inside = 'a part of Amplify, replaced by the module; nothing stored depends on it';

/** By entry: what is missing, and why. */
const missing = {
  'aws-amplify': {
    ConfigurationBuilder: 'puts a configuration together from parts; an object literal does it, too',
    createConfigurationBuilder: 'puts a configuration together from parts; an object literal does it, too',
  },
  'aws-amplify/auth': {
    CredentialsAndIdentityId: providers,
    CredentialsAndIdentityIdProvider: providers,
    GetCredentialsOptions: providers,
    TokenProvider: providers,
  },
  'aws-amplify/auth/cognito': {
    CognitoAWSCredentialsAndIdentityIdProvider: inside,
    cognitoCredentialsProvider:
      'credentialsAndIdentityIdProvider is its counterpart; passing it to configure only asked for the default',
    DefaultIdentityIdStore: inside,
    DefaultTokenStore: inside,
    generateCodeVerifier: redirect,
    generateState: redirect,
    getRedirectUrl: redirect,
    refreshAuthTokens: 'would refresh beside the lock; fetchAuthSession({ forceRefresh: true }) does it',
    refreshAuthTokensWithoutDedupe: 'would refresh beside the lock; fetchAuthSession({ forceRefresh: true }) does it',
    TokenOrchestrator: inside,
    validateState: redirect,
  },
  'aws-amplify/utils': {
    Cache: outside,
    ServiceWorker: outside,
    ServiceWorkerOptions: outside,
    ServiceWorkerStateChangeHandler: outside,
  },
};

/** Our declarations for each entry of Amplify. */
const ours = {
  'aws-amplify': 'dist/index.d.ts',
  'aws-amplify/auth': 'dist/auth.d.ts',
  'aws-amplify/auth/cognito': 'dist/cognito.d.ts',
  'aws-amplify/utils': 'dist/utils.d.ts',
};

const { options } = ts.convertCompilerOptionsFromJson({ module: 'nodenext', target: 'es2022', types: [] }, inRoot());

/** The file in which TypeScript finds the declarations of a package. */
function declarationsOf(name) {
  const { resolvedModule } = ts.resolveModuleName(
    name,
    inRoot('tests/ts/amplifyExports.mts'),
    { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
    ts.sys,
  );
  assert.ok(resolvedModule, name);
  return resolvedModule.resolvedFileName;
}

const files = Object.entries(ours).flatMap(([name, path]) => [declarationsOf(name), inRoot(path)]);
const program = ts.createProgram(files, {
  ...options,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  module: ts.ModuleKind.ESNext,
});

/** The names that a file exports, and whether each is a value or only a type. */
function exportsOf(file) {
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(program.getSourceFile(file));
  const entries = checker.getExportsOfModule(symbol).map((each) => {
    const { flags } = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
    return [each.name, (flags & ts.SymbolFlags.Value) !== 0];
  });
  return new Map(entries);
}

for (const [name, path] of Object.entries(ours)) {
  describe(`what ${name} exports`, () => {
    const theirs = exportsOf(declarationsOf(name));
    const own = exportsOf(inRoot(path));

    test('was found', () => {
      assert.ok(theirs.size > 4 && own.size > 1, `${theirs.size}, ${own.size}`);
    });

    test('is in this package, too, except what is listed with a reason', () => {
      const lost = Array.from(theirs.keys()).filter((each) => !own.has(each));
      assert.deepEqual(lost.sort(), Object.keys(missing[name]).sort());
    });

    test('is a value here if it is one there', () => {
      const values = Array.from(theirs).filter(([each, isValue]) => isValue && own.has(each));
      assert.ok(values.length > 0);
      assert.deepEqual(
        values.filter(([each]) => own.get(each) !== true),
        [],
      );
    });
  });
}
