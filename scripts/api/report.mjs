import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';

/** The entry that exports everything: `cognito-wasm` and what only `cognito-wasm/slim` has. */
const everything = 'dist/slim.d.ts';

/** Release tags are not used here, and TypeDoc checks the documentation. */
const silenced = { 'ae-missing-release-tag': none(), 'ae-undocumented': none(), 'ae-unresolved-link': none() };

/**
 * API Extractor's report of the exported declarations.
 *
 * @returns {string} Markdown
 */
export function apiReport() {
  const folder = inRoot('target', 'api');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: inRoot(),
      mainEntryPointFilePath: inRoot(everything),
      compiler: { overrideTsconfig: { extends: './tsconfig.json', files: [everything], include: [] } },
      apiReport: {
        enabled: true,
        reportFileName: 'cognito-wasm',
        reportFolder: folder,
        reportTempFolder: inRoot('target', 'api', 'temp'),
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.Error }, ...silenced },
        tsdocMessageReporting: { default: none() },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: inRoot('package.json'),
  });
  /** @type {string[]} */
  const problems = [];
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.formatMessageWithLocation(inRoot()));
      message.handled = true;
    },
  });
  if (problems.length > 0)
    throw new Failure(`API Extractor reports problems in the declarations:\n${problems.join('\n')}`);
  return readFileSync(inRoot('target', 'api', 'cognito-wasm.api.md'), 'utf8');
}

function none() {
  return { logLevel: ExtractorLogLevel.None };
}
