import { join } from 'node:path';

const root = import.meta.dirname;

export default {
  mode: 'production',
  entry: './app.tsx',
  output: { path: join(root, 'webpack'), filename: 'main.js' },
  performance: false,
  resolve: {
    alias: {
      'aws-amplify$': 'cognito-wasm',
      'aws-amplify/auth': 'cognito-wasm/auth',
      'aws-amplify/utils': 'cognito-wasm/utils',
    },
    // The package is in this folder, Amplify UI in one above.
    modules: [join(root, 'node_modules'), 'node_modules'],
  },
  module: {
    rules: [
      { test: /\.tsx$/, loader: 'ts-loader', options: { transpileOnly: true, compilerOptions: { noEmit: false } } },
      { test: /\.css$/, type: 'asset/resource' },
    ],
  },
};
