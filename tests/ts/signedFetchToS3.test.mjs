/** An S3 that others have written, and that verifies signatures: the one of moto. It does not understand presigned addresses then. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { installTools, startMoto } from '../../cli/tests/support/python.js';
import { createAuth } from '../../dist/index.js';

const region = 'us-east-1';
const s3 = { service: 's3', region };

/** An instance whose application has credentials of its own. */
function authWith(credentials) {
  const Cognito = { userPoolId: `${region}_SeedPool1`, userPoolClientId: 'client', identityPoolId: `${region}:1` };
  const credentialsProvider = {
    getCredentialsAndIdentityId: async () => ({ credentials }),
    clearCredentialsAndIdentityId: () => {},
  };
  return createAuth({ Auth: { Cognito } }, { storage: 'memory', Auth: { credentialsProvider } });
}

describe('a signed request to S3', () => {
  let moto;
  let bucket;
  let key;
  before(async () => {
    // Before it verifies anything, somebody gets a key, and there is a bucket.
    const steps = 4;
    moto = await startMoto(await installTools(), steps);
    bucket = `${moto.url}/photos`;
    const anybody = authWith({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'anything' });
    const iam = async (action, more = {}) => {
      const body = new URLSearchParams({ Action: action, UserName: 'jane', Version: '2010-05-08', ...more });
      const init = { method: 'POST', body };
      const response = await anybody.signedFetch(`${moto.url}/`, init, { service: 'iam', region });
      assert.equal(response.status, 200);
      return await response.text();
    };
    const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
    await iam('CreateUser');
    await iam('PutUserPolicy', {
      PolicyName: 'all',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    const made = await iam('CreateAccessKey');
    const [accessKeyId, secretAccessKey] = ['AccessKeyId', 'SecretAccessKey'].map(
      (name) => new RegExp(`<${name}>([^<]+)<`).exec(made)[1],
    );
    key = { accessKeyId, secretAccessKey };
    assert.equal((await anybody.signedFetch(bucket, { method: 'PUT' }, s3)).status, 200);
  });
  after(() => moto.stop());

  it('is accepted, whatever the name of the object and however the body is signed', async () => {
    const jane = authWith(key);
    for (const name of ['sea.txt', 'public/sea%20%281%29.txt', 'a%2Bb~c/%C3%A9.txt', 'a//b/../c.txt'])
      for (const payload of ['signed', 'unsigned']) {
        const address = `${bucket}/${name}`;
        const put = await jane.signedFetch(address, { method: 'PUT', body: `waves ${payload}` }, { ...s3, payload });
        assert.equal(put.status, 200, name);
        const got = await jane.signedFetch(address, undefined, s3);
        assert.deepEqual([got.status, await got.text()], [200, `waves ${payload}`], name);
      }
    const list = await jane.signedFetch(`${bucket}?prefix=public%2F&list-type=2&delimiter=`, undefined, s3);
    assert.match(await list.text(), /<Key>public\/sea \(1\)\.txt</);
  });

  it('is refused with a wrong key, and one that is not signed, too', async () => {
    const wrong = authWith({ ...key, secretAccessKey: 'wrong' });
    const refused = await wrong.signedFetch(`${bucket}/sea.txt`, { method: 'PUT', body: 'x' }, s3);
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /<Code>SignatureDoesNotMatch</);
    assert.equal((await fetch(`${bucket}/sea.txt`)).status, 403);
  });
});
