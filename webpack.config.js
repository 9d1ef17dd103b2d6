// Bundles the demo page. It takes the package by its name, as an app does, and so from the built dist/.
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';
import { StaticSite } from './scripts/build/static-site.mjs';

/** @param {string} path */
const inDemo = (path) => fileURLToPath(new URL(`www/${path}`, import.meta.url));

/** @type {import('webpack').Configuration & { devServer: import('webpack-dev-server').Configuration }} */
export default {
  entry: { main: inDemo('src/main.ts'), 'cognito-worker': inDemo('src/worker/cognito-worker.ts') },
  output: { path: inDemo('dist'), filename: '[name].js', chunkFilename: '[name].js', clean: true },
  // The page's content security policy forbids `eval`, which webpack's usual source maps need.
  devtool: 'source-map',
  resolve: { extensions: ['.ts', '.js'] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'ts-loader',
        // Types are checked by `.ci/run --only types`.
        options: { transpileOnly: true, configFile: inDemo('tsconfig.json') },
      },
    ],
  },
  plugins: [
    new CopyPlugin({
      patterns: [
        ...['index.html', 'styles/*.css', 'favicon.svg'].map((name) => ({ from: name, context: inDemo('') })),
        // That of a pool in the cloud, if somebody has put one there.
        { from: 'amplifyconfiguration.json', context: inDemo(''), noErrorOnMissing: true },
      ],
    }),
    new StaticSite(),
  ],
  // The worker and the vault are files of their own, which the page does not wait for.
  performance: { maxAssetSize: 320 * 1024, maxEntrypointSize: 320 * 1024 },
  stats: 'errors-warnings',
  devServer: {
    host: '127.0.0.1',
    port: 8080,
    hot: false,
    // Without an address of its own the client connects to 127.0.0.1, which is not the page's 'self'.
    client: { overlay: false, logging: 'warn', webSocketURL: 'auto://0.0.0.0:0/ws' },
  },
};
