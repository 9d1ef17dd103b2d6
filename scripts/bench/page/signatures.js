/**
 * Runs in the page: requests to API Gateway, signed one after another (Signature Version 4). Each has a time and an address of its own, so
 * that nothing but the signing key can be reused.
 */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsV4Signer } from 'aws4fetch';
import { signRequest } from 'cognito-wasm';

const region = 'eu-west-1';
const service = 'execute-api';
const hostname = `abcdef1234.${service}.${region}.amazonaws.com`;
const body = JSON.stringify({ items: Array.from({ length: 20 }, (_, id) => ({ id, name: `item ${id}` })) });
const headers = { 'content-type': 'application/json' };
const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'session/token+'.repeat(60),
};
const beginning = Date.UTC(2026, 0, 1);

/**
 * @typedef {(path: string, date: Date) => Promise<string | null | undefined>} Sign the `Authorization` of a request
 * @typedef {'cognito-wasm' | '@smithy/signature-v4' | 'aws4fetch'} Library
 */

/** @type {Record<Library, Sign>} */
const contenders = {
  'cognito-wasm': async (path, date) => {
    const url = `https://${hostname}${path}`;
    const signed = await signRequest({ url, method: 'POST', headers, body, credentials, region, service, date });
    return signed.authorization;
  },
  '@smithy/signature-v4': async (path, signingDate) => {
    const request = {
      method: 'POST',
      protocol: 'https:',
      hostname,
      path,
      headers: { host: hostname, ...headers },
      body,
    };
    return (await smithy.sign(request, { signingDate })).headers.authorization;
  },
  aws4fetch: async (path, date) => {
    const url = `https://${hostname}${path}`;
    const datetime = date.toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
    const given = { url, method: 'POST', headers, body, ...credentials, region, service, cache, datetime };
    return (await new AwsV4Signer(given).sign()).headers.get('authorization');
  },
};

const smithy = new SignatureV4({ credentials, region, service, sha256: Sha256 });
/** aws4fetch keeps signing keys only if it is given where. @type {Map<string, ArrayBuffer>} */
const cache = new Map();

/**
 * Milliseconds for a number of signatures.
 *
 * @param {Library} library
 * @param {number} count
 */
export async function signatures(library, count) {
  const sign = contenders[library];
  // Loads what is loaded later, and lets the engine optimise.
  for (let number = 0; number < count / 10; number += 1) await sign(`/warm/${number}`, new Date(beginning));
  const startedAt = performance.now();
  for (let number = 0; number < count; number += 1) {
    const authorization = await sign(`/prod/items/${number}`, new Date(beginning + number * 1_000));
    if (!authorization?.startsWith('AWS4-HMAC-SHA256 ')) throw new Error('there is no signature');
  }
  return performance.now() - startedAt;
}
