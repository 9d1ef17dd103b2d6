/** Reads the signature of a request, from its header or its query. */
import { queryPairs } from './canonical-request.js';
import { SignatureProblem } from './problem.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_SECONDS = 7 * 24 * 60 * 60;

/**
 * @typedef {object} Authorization
 * @property {boolean} isInQuery
 * @property {string} accessKeyId
 * @property {import('./signing-key.js').Scope} scope
 * @property {string[]} signedHeaders
 * @property {string} signature
 * @property {string} date as it is signed, such as `20240102T030405Z`
 * @property {number} dateMs
 * @property {number} [expiresMs] how long a signature in the query is valid
 * @property {string} [sessionToken]
 */

/**
 * @param {Pick<import('./canonical-request.js').SignedRequest, 'url' | 'headers'>} request
 * @returns {Authorization}
 * @throws {SignatureProblem}
 */
export function authorizationOf({ url, headers }) {
  const header = headers.get('authorization');
  const query = new Map(queryPairs(url.search));
  if (header !== null) return inHeader(header, headers);
  if (query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature')) return inQuery(query);
  throw new SignatureProblem('missing', 'Missing Authentication Token');
}

/**
 * @param {string} header
 * @param {Headers} headers
 */
function inHeader(header, headers) {
  const [, rest] = /^AWS4-HMAC-SHA256[ \t]+(.*)$/.exec(header) ?? [];
  const parts = new Map(
    (rest ?? '').split(/[ ,]+/).map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
    }),
  );
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name));
  const date = headers.get('x-amz-date') ?? isoDate(headers.get('date') ?? '');
  const complaints = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  if (date === '')
    complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (complaints.length > 0) throw new SignatureProblem('incomplete', complaints.join(' '));
  const sessionToken = headers.get('x-amz-security-token');
  return {
    ...signed(parts.get('Credential'), parts.get('SignedHeaders'), date),
    isInQuery: false,
    signature: parts.get('Signature') ?? '',
    ...(sessionToken !== null && { sessionToken }),
  };
}

/** @param {Map<string, string>} query */
function inQuery(query) {
  const names = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Signature'];
  const missing = names.filter((name) => !query.get(name));
  if (missing.length > 0) {
    throw new SignatureProblem(
      'incomplete',
      missing.map((name) => `AWS query-string parameters must include '${name}'.`).join(' '),
    );
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw new SignatureProblem(
      'incomplete',
      `Unsupported AWS 'algorithm'. X-Amz-Algorithm only supports "${ALGORITHM}"`,
    );
  }
  const expires = query.get('X-Amz-Expires');
  const seconds = Number(expires ?? 300);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_SECONDS) {
    throw new SignatureProblem(
      'incomplete',
      'X-Amz-Expires must be less than a week (in seconds); that is, less than 604800.',
    );
  }
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    ...signed(query.get('X-Amz-Credential'), query.get('X-Amz-SignedHeaders'), query.get('X-Amz-Date') ?? ''),
    isInQuery: true,
    signature: query.get('X-Amz-Signature') ?? '',
    expiresMs: seconds * 1000,
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/**
 * @param {string} credential
 * @param {string} headerNames
 * @param {string} date
 */
function signed(credential = '', headerNames = '', date) {
  const dateMs = momentOf(date);
  if (dateMs === undefined) {
    throw new SignatureProblem(
      'incomplete',
      "Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601",
    );
  }
  const [accessKeyId = '', day = '', region = '', service = '', end = '', ...more] = credential.split('/');
  if (accessKeyId === '' || end !== 'aws4_request' || more.length > 0) {
    throw new SignatureProblem(
      'incomplete',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, with the term 'aws4_request'.",
    );
  }
  if (day !== date.slice(0, 8)) {
    throw new SignatureProblem(
      'scope',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}'.`,
    );
  }
  const signedHeaders = headerNames.split(';');
  if (!signedHeaders.includes('host')) {
    throw new SignatureProblem(
      'incomplete',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  return { accessKeyId, scope: { day, region, service }, signedHeaders, date, dateMs };
}

/** @param {string} date */
function momentOf(date) {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return Date.UTC(year, month - 1, day, hours, minutes, seconds);
}

/** @param {number} ms */
export const basicDate = (ms) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** @param {string} text of the `Date` header */
function isoDate(text) {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? '' : basicDate(ms);
}
