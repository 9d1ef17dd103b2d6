import { provideAppInitializer, provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import { Amplify } from 'cognito-wasm';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    // Read when the app starts, so that one build works with every user pool.
    provideAppInitializer(async () => {
      const response = await fetch('auth-config.json');
      Amplify.configure(await response.json());
    }),
  ],
};
