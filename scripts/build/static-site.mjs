/** What makes the demo's folder a site that needs no server of its own. */

const NAME = 'StaticSite';
const PAGE = 'index.html';
const LIST = 'files.json';

/**
 * A plugin for webpack. It writes a list of the site's files, which the service worker keeps. In production, it has the page use the
 * Cognito of that worker, unless there is a configuration of a pool in the cloud.
 */
export class StaticSite {
  /** @param {import('webpack').Compiler} compiler */
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      const { processAssets } = compilation.hooks;
      const isForCloud = () => compilation.getAsset('amplifyconfiguration.json') !== undefined;
      // After the page was copied, and before it is minimised.
      processAssets.tap({ name: NAME, stage: Compilation.PROCESS_ASSETS_STAGE_PRE_PROCESS }, () => {
        if (compiler.options.mode !== 'production' || isForCloud()) return;
        compilation.updateAsset(PAGE, (page) => new sources.RawSource(marked(Buffer.from(page.source()).toString())));
      });
      processAssets.tap({ name: NAME, stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, (assets) => {
        const names = Object.keys(assets).filter((name) => !/\.(map|txt)$/.test(name));
        compilation.emitAsset(LIST, new sources.RawSource(JSON.stringify(['./', ...names])));
      });
    });
  }
}

/** @param {string} page */
function marked(page) {
  const made = page.replace('<html lang="en">', '<html lang="en" data-cognito="page">');
  if (made === page) throw new Error(`${PAGE} has no <html lang="en">`);
  return made;
}
