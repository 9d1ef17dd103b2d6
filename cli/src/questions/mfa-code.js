import { printable } from '../terminal/terminal.js';

/**
 * Asks for the code of a device, which a profile of AWS needs for its role.
 *
 * @param {Pick<import('../context.js').Context, 'terminal' | 'ask'>} context
 * @returns {import('../aws/credentials.js').AskMfaCode | undefined} `undefined` where nobody can answer
 */
export const mfaCodeAsker = ({ terminal, ask }) =>
  terminal.isInteractive
    ? (device) =>
        ask.input({
          message: `MFA code of ${printable(device)}:`,
          validate: (text) => /^\d{6}$/.test(text) || 'Use the six digits that the device shows',
        })
    : undefined;
