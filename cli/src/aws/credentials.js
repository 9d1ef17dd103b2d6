/** @file The credentials for AWS: the chain of the SDK, with the reason why a profile gives none. */
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';

/**
 * @typedef {(device: string) => Promise<string>} AskMfaCode `device`: the serial number or the ARN in `mfa_serial`
 *
 * @param {object} options
 * @param {string | undefined} options.profile of the shared configuration files
 * @param {string | undefined} options.region of the service that gives credentials for a role
 * @param {AskMfaCode | undefined} options.askMfaCode where somebody can answer
 */
export function credentialsOf({ profile, region, askMfaCode }) {
  const log = new Log();
  const chain = fromNodeProviderChain({
    logger: log,
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { clientConfig: { region } }),
    ...(askMfaCode && { mfaCodeProvider: askMfaCode }),
  });
  return async (/** @type {Parameters<typeof chain>[0]} */ options) => {
    try {
      return await chain(options);
    } catch (error) {
      throw withReason(error, log.reason, profile ?? process.env['AWS_PROFILE'] ?? 'default');
    }
  };
}

const nothing = () => undefined;

/** After a profile, the chain tries other places, and ends with the error of the last one. Only its log has the error of the profile. */
class Log {
  #isAboutProfile = false;
  /** @type {string | undefined} */
  reason;

  // Without these, the chain writes its warnings into the output.
  info = nothing;
  warn = nothing;
  error = nothing;

  /** @param {unknown[]} parts */
  debug = (...parts) => {
    const line = parts.join(' ');
    const place = /defaultProvider::(\w+)$/.exec(line)?.[1];
    if (place !== undefined) {
      this.#isAboutProfile = place === 'fromIni';
      if (this.#isAboutProfile) this.reason = undefined;
    } else if (this.#isAboutProfile) {
      this.reason = /^@smithy\/property-provider -> ([^]+)$/.exec(line)?.[1] ?? this.reason;
    }
  };
}

/**
 * @param {unknown} error
 * @param {string | undefined} reason
 * @param {string} profile
 */
function withReason(error, reason, profile) {
  const isLast = error instanceof Error && /^could not load credentials from any/i.test(error.message);
  // That there is no such profile, or nothing in it.
  const isPlain = reason === undefined || reason.startsWith('Could not resolve credentials using profile');
  if (!isLast || isPlain) return error;
  const { name } = error;
  return Object.assign(new Error(readable(reason, profile), { cause: error }), { name, tryNextLink: false });
}

/**
 * Of a program that failed, Node gives the command, which may have secrets in it, and what it has written for people.
 *
 * @param {string} reason
 * @param {string} profile
 */
function readable(reason, profile) {
  if (!reason.startsWith('Command failed: ')) return reason;
  const said = reason
    .split('\n')
    .slice(1)
    .join(' ')
    .trim()
    .replaceAll(/[A-Za-z0-9+/=]{32,}/g, '…')
    .slice(0, 300);
  return `Profile ${profile} credential_process failed${said && `: ${said}`}`;
}
