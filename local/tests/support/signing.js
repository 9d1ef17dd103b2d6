/** Signs requests with a signer by other authors. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** What the signer hashes with. */
class Sha256 {
  constructor(secret) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data) {
    this.hash.update(data);
  }
  digest() {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }
}

export const API = 'http://localhost:9229/_api/';

const identityOf = ({ AccessKeyId, SecretKey, SessionToken }) => ({
  accessKeyId: AccessKeyId,
  secretAccessKey: SecretKey,
  sessionToken: SessionToken,
});

const signerOf = (Credentials, { service = 'execute-api', ...options }) =>
  new SignatureV4({
    credentials: identityOf(Credentials),
    region: 'us-east-1',
    service,
    sha256: Sha256,
    applyChecksum: service === 's3',
    uriEscapePath: service !== 's3',
    ...options,
  });

const partsOf = (address, { method = 'GET', headers = {}, body }) => {
  const url = new URL(address);
  const query = {};
  for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query,
    headers: { host: url.host, ...headers },
    body,
  };
};

/** A request whose header is signed with credentials of the local Cognito, at its time. */
export async function signed(cognito, Credentials, address, init = {}, options = {}) {
  const signingDate = new Date(options.at ?? cognito.clock.nowMs());
  const { headers } = await signerOf(Credentials, options).sign(partsOf(address, init), { signingDate });
  return new Request(address, { ...init, headers });
}

/** An address whose query is signed. */
export async function presigned(cognito, Credentials, address, init = {}, options = {}) {
  const signingDate = new Date(options.at ?? cognito.clock.nowMs());
  const { query, headers } = await signerOf(Credentials, options).presign(partsOf(address, init), {
    signingDate,
    expiresIn: options.seconds ?? 300,
  });
  const url = new URL(address);
  url.search = '';
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) url.searchParams.append(name, value);
  }
  return new Request(url, { ...init, headers });
}
