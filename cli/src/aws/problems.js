import { CliError, interruptionOf } from '../errors.js';
import { lostReply } from './lost-replies.js';
import { requestOf } from './requests.js';

/**
 * @typedef {import('./requests.js').AwsRequest} AwsRequest
 * @typedef {{ name: string, code: string, message: string, status: number | undefined }} Problem
 */

/**
 * One line for the person at the terminal, with what to do, for whatever a request to AWS failed with.
 *
 * @param {unknown} error
 * @returns {CliError}
 */
export function problemOf(error) {
  if (error instanceof CliError) return error;
  // At the question for an MFA code.
  const interruption = interruptionOf(error);
  if (interruption) return interruption;
  const problem = read(error);
  const request = requestOf(error);
  const kind = kinds.find(({ matches }) => matches(problem));
  return new CliError(oneLine(kind ? kind.says(problem, request) : otherwise(problem, request)), { cause: error });
}

/**
 * Whether what answers does not know the operation, or is no AWS service at all.
 *
 * @param {unknown} error
 */
export const isUnanswered = (error) => !(error instanceof CliError) && isNoService(read(error));

/** @param {Problem} problem */
const isNoService = ({ name, message, status = 0 }) =>
  name === 'SyntaxError' ||
  /deserialization error|is not expected/i.test(message) ||
  (status >= 300 && status < 400) ||
  ['UnknownOperationException', 'UnknownOperation', 'InvalidAction', 'NotImplemented'].includes(name);

/**
 * Whether a request that was to make something has certainly made nothing.
 *
 * @param {unknown} error
 */
export function isRefused(error) {
  const { name, code, status = 0 } = read(error);
  return (
    name === 'CredentialsProviderError' ||
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EPROTO', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code) ||
    (status >= 300 && status < 500)
  );
}

/** @param {unknown} error @returns {Problem} */
function read(error) {
  if (typeof error !== 'object' || error === null)
    return { name: '', code: '', message: String(error), status: undefined };
  const { name, code, message, $metadata, lostStatus, errors } = /** @type {Record<string, any>} */ (error);
  // Node tries all addresses of a name, and collects what it has failed with.
  const first = Array.isArray(errors) && errors.length > 0 ? errors[0] : {};
  return {
    name: String(name ?? ''),
    code: String(code ?? first.code ?? ''),
    // An endpoint may answer with a page.
    message: String(message || first.message || '').slice(0, 2000),
    status: [$metadata?.httpStatusCode, lostStatus].find((one) => typeof one === 'number'),
  };
}

const pushAgain = 'Push again: what it has made is found, and the rest follows.';

const signIn = 'Run "aws sso login" or "aws configure", or name a profile with --profile.';

const needsMfaCode = /^Profile (.+) requires multi-factor authentication, but no MFA code/;
const nothingFound = /could not (load credentials|resolve credentials using profile)/i;

/** The first that matches counts. @type {{ matches: (problem: Problem) => boolean, says: (problem: Problem, request?: AwsRequest) => string }[]} */
const kinds = [
  {
    matches: ({ message }) =>
      /sso.*(session|token).*(expired|invalid|not found)|token is expired|refresh token/i.test(message),
    says: () => 'The sign-in to AWS has expired. Run "aws sso login" again, with the same profile.',
  },
  {
    matches: ({ name }) => ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'].includes(name),
    says: () => `The AWS credentials have expired. ${signIn}`,
  },
  {
    matches: ({ message }) => needsMfaCode.test(message),
    says: ({ message }) =>
      `The profile ${needsMfaCode.exec(message)?.[1] ?? ''} needs an MFA code, and there is no terminal to ask for it at. Run this at a terminal, or name another profile with --profile.`,
  },
  {
    matches: ({ message }) => /^MultiFactorAuthentication failed/i.test(message),
    says: ({ message }) => `AWS refuses the MFA code: ${sentence(message)} Run this again with the next code.`,
  },
  {
    matches: ({ name, message }) => nothingFound.test(message) || (name === 'CredentialsProviderError' && !message),
    says: (_, request) =>
      `There are no AWS credentials${request?.profile === undefined ? '' : ` in the profile ${request.profile}, or there is no such profile`}. ${signIn}`,
  },
  {
    matches: ({ name }) => name === 'CredentialsProviderError',
    says: ({ message }) => `There are no AWS credentials: ${sentence(message)} ${signIn}`,
  },
  {
    matches: ({ message }) => /region is missing/i.test(message),
    says: () => 'No AWS region is set. Name one with --region, or set AWS_REGION.',
  },
  {
    matches: ({ name, message }) =>
      ['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId', 'InvalidToken'].includes(name) ||
      /security token.*invalid/i.test(message),
    says: (_, request) => `AWS does not know these credentials${inRegion(request)}. ${signIn}`,
  },
  {
    matches: ({ name, message }) =>
      name === 'RequestTimeTooSkewed' || /signature (expired|not yet current)/i.test(message),
    says: () => 'AWS refuses the time of this machine. Set its clock.',
  },
  {
    matches: ({ name }) => ['SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature'].includes(name),
    says: () => `The secret access key is wrong. ${signIn}`,
  },
  {
    matches: ({ name, message }) =>
      [
        'AccessDenied',
        'AccessDeniedException',
        'UnauthorizedOperation',
        'NotAuthorizedException',
        'AccessDeniedFault',
      ].includes(name) || /is not authorized to perform/.test(message),
    says: (problem, request) =>
      `These AWS credentials may not call ${deniedAction(problem, request)}. Ask for that permission, or name another profile with --profile.`,
  },
  {
    matches: ({ name, status }) =>
      ['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown'].includes(
        name,
      ) || status === 429,
    says: (_, request) => `AWS had too many requests for ${called(request)}. Wait a minute, and try again.`,
  },
  {
    matches: ({ name }) => name === lostReply,
    says: ({ status }, request) =>
      status === undefined
        ? `The reply to ${called(request)} was lost. ${pushAgain}`
        : `${request?.isCustomEndpoint ? (request.host ?? 'The endpoint') : 'AWS'} failed at ${called(request)} (status ${status}), perhaps after it was done. ${pushAgain}`,
  },
  {
    matches: ({ code }) => code === 'EPROTO',
    says: (_, request) => `${request?.host ?? 'The endpoint'} does not speak https there. Try http:// in its address.`,
  },
  {
    matches: ({ code }) => ['ENOTFOUND', 'EAI_AGAIN'].includes(code),
    says: ({ code }, request) => notFound(code, request),
  },
  {
    matches: ({ code, name }) =>
      ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE'].includes(code) ||
      name === 'TimeoutError',
    says: ({ code }, request) =>
      request?.isCustomEndpoint
        ? `Nothing answers at the endpoint ${request.host ?? ''} (${code || 'timeout'}). Is it running?`
        : `No connection to AWS (${code || 'timeout'}). Check the network, and try again.`,
  },
  {
    matches: isNoService,
    says: (_, request) =>
      `What answers at ${request?.host ?? 'this address'} is not an AWS service, or does not know ${called(request)}. Check --endpoint and the AWS_ENDPOINT_URL variables.`,
  },
  {
    matches: ({ status }) => status !== undefined && status >= 500,
    says: ({ message }, request) =>
      `AWS failed at ${called(request)}: ${message || 'internal error'}. Try again later.`,
  },
];

/** @param {string} message */
const sentence = (message) => `${message.trim().replace(/\.$/, '')}.`;

/** @param {Problem} problem @param {AwsRequest} [request] */
const otherwise = ({ name, message }, request) =>
  request ? `${called(request)} failed: ${message || name || 'unknown error'}` : message || name || 'unknown error';

/** @param {string} code @param {AwsRequest} [request] */
function notFound(code, request) {
  if (request?.isCustomEndpoint)
    return `There is no host ${request.host ?? ''} (${code}). Check --endpoint and the AWS_ENDPOINT_URL variables.`;
  const place = request?.region === undefined ? '' : `, and that the region ${request.region} exists`;
  return `${request?.host ?? 'AWS'} was not found (${code}). Check the network${place}.`;
}

/** What AWS's message names is better than the request: CloudFormation calls other services. @param {Problem} problem @param {AwsRequest} [request] */
const deniedAction = ({ message }, request) =>
  /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1] ?? called(request);

/** @param {AwsRequest} [request] */
const called = (request) => request?.operation ?? 'this request';

/** @param {AwsRequest} [request] */
const inRegion = (request) => (request?.region === undefined ? '' : ` in the region ${request.region}`);

/** @param {string} text */
const oneLine = (text) => text.replaceAll(/\s+/g, ' ').trim();
