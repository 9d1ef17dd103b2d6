import * as inlined from 'cognito-wasm';
import * as slim from 'cognito-wasm/slim';
import module from 'cognito-wasm/wasm';
import { configuration } from './configuration.js';

slim.initialize(module);

/** Answers with the session, or with the error. */
export default {
  async fetch(request) {
    const { createAuth } = new URL(request.url).pathname === '/slim' ? slim : inlined;
    try {
      const auth = createAuth(configuration);
      await auth.ready();
      const session = await auth.fetchAuthSession();
      return Response.json([session.isSignedIn, session.userSubResult.error.name]);
    } catch ({ name, message, recoverySuggestion }) {
      return Response.json({ name, message, recoverySuggestion });
    }
  },
};
