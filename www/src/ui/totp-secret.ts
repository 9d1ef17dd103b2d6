import type { AuthTOTPSetupDetails } from 'cognito-wasm';
import { announce } from './announce';
import { createButton } from './button';
import { copyText } from './copy';
import { create, named } from './dom';
import { createQrCode } from './qr-code';

const APP_NAME = 'cognito-wasm demo';

/** What the user enters into an authenticator app: a QR code to scan, or the secret. */
export function createTotpSecret(details: AuthTOTPSetupDetails, username: string): HTMLElement {
  const { sharedSecret } = details;
  const { href } = details.getSetupUri(APP_NAME, username);
  const code = createQrCode(href, 'QR code for the authenticator app');
  code.dataset.testid = 'totp-qr-code';
  const secret = named('totp-secret', create('code', 'totp-secret', sharedSecret));
  const copy = createButton({ label: 'Copy', fullLabel: 'Copy the secret', testId: 'totp-copy', look: 'quiet' });
  copy.addEventListener('click', () => {
    void copyText(sharedSecret).then((copied) => {
      copy.textContent = copied ? 'Copied' : 'Select it to copy';
      announce(copied ? 'Secret copied.' : 'The browser did not allow copying.');
    });
  });
  // On the device that has the app, there is no second screen to scan.
  const open = named('totp-open', create('a', 'totp-open', 'Open in app'));
  open.href = href;
  const secretAndCode = create(
    'div',
    'totp',
    code,
    create(
      'div',
      'totp-text',
      create('p', '', 'Scan the code with your authenticator app, or enter this secret:'),
      create('p', 'totp-line', secret, copy),
      create('p', '', open),
    ),
  );
  secretAndCode.tabIndex = -1;
  return secretAndCode;
}
