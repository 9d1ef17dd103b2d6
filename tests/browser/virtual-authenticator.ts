import type { Page } from '@playwright/test';

/** A virtual authenticator in the page's browser. */
export interface VirtualAuthenticator {
  /** Whether the user can be verified; if not, the browser returns no passkey. */
  setPresence(present: boolean): Promise<void>;
  /** Whether the user responds at all; if not, the browser waits. */
  setAnswering(answering: boolean): Promise<void>;
}

/** https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    setPresence: async (present) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: present });
    },
    setAnswering: async (enabled) => {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
  };
}
