/** The region of what is created is that of the request, as its signature's scope names it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { domainOfHost } from '../src/domains.js';
import { regionOf } from '../src/regions.js';
import { call, freshCognito, send } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const signedFor = (region, service = 'cognito-idp') => ({
  authorization:
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240102/${region}/${service}/aws4_request, ` +
    'SignedHeaders=host;x-amz-date, Signature=00',
});

const userPoolIn = async (cognito, headers, settings = {}) => {
  const { body } = await send(cognito, 'CreateUserPool', { PoolName: 'p', ...settings }, headers);
  return body.UserPool;
};

describe('a new user pool', () => {
  it('has the region that its request was signed for, in its id, its ARN and its issuer', async () => {
    const cognito = freshCognito();
    const { Id, Arn } = await userPoolIn(cognito, signedFor('eu-central-1'));
    assert.match(Id, /^eu-central-1_\w+$/);
    assert.equal(Arn, `arn:aws:cognito-idp:eu-central-1:000000000000:userpool/${Id}`);
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId: Id });
    assert.equal(UserPool.Arn, Arn);
    const keys = await cognito.handle(new Request(`http://localhost:9229/${Id}/.well-known/openid-configuration`));
    assert.equal((await keys.json()).issuer, `https://cognito-idp.eu-central-1.amazonaws.com/${Id}`);
  });

  it('has the usual region if the request is not signed, or for what is no region', async () => {
    const cognito = freshCognito();
    const odd = ['', 'Bearer x', 'AWS4-HMAC-SHA256 Credential=a/20240102/../x/aws4_request'];
    const headers = [
      {},
      ...odd.map((authorization) => ({ authorization })),
      signedFor('local'),
      signedFor('EU-WEST-1'),
    ];
    for (const each of [...headers, signedFor('x'.repeat(3000)), signedFor('__proto__')]) {
      assert.equal(regionOf((await userPoolIn(cognito, each)).Id), SEED.region, JSON.stringify(each));
    }
  });

  it('knows the names of regions of all kinds', async () => {
    const cognito = freshCognito();
    for (const region of ['us-gov-west-1', 'ap-southeast-4', 'cn-north-1', 'mx-central-1', 'us-iso-east-1']) {
      assert.equal(regionOf((await userPoolIn(cognito, signedFor(region))).Id), region);
    }
  });

  it('signs its users in, tracks their devices and names its region to triggers', async () => {
    const seen = [];
    const preSignUp = (event) => {
      seen.push(event.region);
      return { ...event, response: { autoConfirmUser: true } };
    };
    const cognito = freshCognito({ triggers: { preSignUp } });
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
    const { Id: UserPoolId } = await userPoolIn(cognito, signedFor('sa-east-1'), { DeviceConfiguration });
    const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', { UserPoolId, ClientName: 'c' });
    const { ClientId } = UserPoolClient;
    await call(cognito, 'SignUp', { ClientId, Username: 'username', Password: 'Password123!' });
    const options = { client: { ClientId }, poolId: UserPoolId, password: 'Password123!' };
    const { AuthenticationResult: tokens } = await signInWithSrp(cognito, options);
    assert.match(tokens.NewDeviceMetadata.DeviceKey, /^sa-east-1_/);
    assert.deepEqual(seen, ['sa-east-1']);
    const ProviderName = `cognito-idp.sa-east-1.amazonaws.com/${UserPoolId}`;
    const { body: identityPool } = await send(
      cognito,
      'CreateIdentityPool',
      {
        IdentityPoolName: 'p',
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [{ ProviderName, ClientId }],
      },
      signedFor('sa-east-1', 'cognito-identity'),
    );
    const { IdentityPoolId } = identityPool;
    assert.match(IdentityPoolId, /^sa-east-1:/);
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins: { [ProviderName]: tokens.IdToken } });
    assert.match(IdentityId, /^sa-east-1:/);
  });
});

describe('a domain', () => {
  it("answers under the name that it has in its pool's region, and in no other", () => {
    const mine = { name: 'mine', poolId: 'eu-west-3_Pool', isCustom: false };
    const found = (host) => domainOfHost({ store: { domains: new Map([['mine', mine]]) } }, host);
    assert.equal(found('mine.auth.localhost'), mine);
    assert.equal(found('mine.auth.eu-west-3.amazoncognito.com'), mine);
    assert.equal(found('mine.auth.us-east-1.amazoncognito.com'), undefined);
    assert.equal(found('other.auth.localhost'), undefined);
  });
});
