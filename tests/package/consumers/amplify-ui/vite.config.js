import { defineConfig } from 'vite';

/** With `--mode amplify`, the same app with Amplify. */
export default defineConfig(({ mode }) => ({
  resolve:
    mode === 'amplify'
      ? {}
      : {
          alias: [{ find: /^aws-amplify(?=$|\/auth|\/utils)/, replacement: 'cognito-wasm' }],
          dedupe: ['cognito-wasm'],
        },
}));
