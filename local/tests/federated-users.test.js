/** Identity providers, and the users who sign in with them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { federatedUser } from '../src/hosted/federated-users.js';
import { providerByIdentifier, providerNamed } from '../src/hosted/identity-providers.js';
import { SEED } from '../src/index.js';
import { SEED_USER, call, refused } from './support/calls.js';
import { askUserInfo, openCognito, tokensOf, withUser } from './support/hosted.js';
import { WRONG } from './support/sign-ins.js';

const { userPoolId: UserPoolId, webClientId: ClientId } = SEED;
const INVALID = 'InvalidParameterException';
const CLAIMS = { email: 'my@email.com', email_verified: 'true', name: 'A. User', unmapped: 'x' };

/** Signs in at the provider, which the pages would do. */
const signIn = (cognito, subject = '123', claims = CLAIMS, name = 'Google') =>
  federatedUser(cognito.context, cognito.pool, cognito.client, providerNamed(cognito.context, cognito.pool, name), {
    subject,
    claims,
  });

const adminGet = (cognito, Username) => call(cognito, 'AdminGetUser', { UserPoolId, Username });
const attributesOf = ({ UserAttributes }) => Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));

/** @returns {(error: import('../src/hosted/oauth-errors.js').OAuthError) => boolean} */
const refusal = (description) => (error) => {
  assert.deepEqual([error.code, error.description], ['invalid_request', description]);
  return true;
};

describe('an identity provider', () => {
  const settings = {
    UserPoolId,
    ProviderName: 'Partner',
    ProviderType: 'OIDC',
    ProviderDetails: {
      client_id: 'c',
      attributes_request_method: 'GET',
      oidc_issuer: 'https://partner.example',
      authorize_scopes: 'openid',
    },
    AttributeMapping: { email: 'mail' },
    IdpIdentifiers: ['partner.example'],
  };
  const one = { UserPoolId, ProviderName: 'Partner' };

  it('is created, described, found, updated, listed and deleted', async () => {
    const cognito = openCognito();
    const { IdentityProvider: created } = await call(cognito, 'CreateIdentityProvider', settings);
    assert.deepEqual(created.AttributeMapping, { username: 'sub', email: 'mail' });
    assert.deepEqual([created.ProviderType, created.ProviderDetails], ['OIDC', settings.ProviderDetails]);
    assert.equal(providerByIdentifier(cognito.context, cognito.pool, 'partner.example').name, 'Partner');
    const found = await call(cognito, 'GetIdentityProviderByIdentifier', {
      UserPoolId,
      IdpIdentifier: 'partner.example',
    });
    assert.deepEqual(found.IdentityProvider, created);
    const changes = { ProviderDetails: { client_id: 'other' }, IdpIdentifiers: ['new.example'] };
    await call(cognito, 'UpdateIdentityProvider', { ...one, ...changes });
    const { IdentityProvider: read } = await call(cognito, 'DescribeIdentityProvider', one);
    assert.equal(read.ProviderDetails.client_id, 'other');
    assert.equal(read.ProviderDetails.oidc_issuer, 'https://partner.example');
    assert.deepEqual([read.IdpIdentifiers, read.AttributeMapping], [['new.example'], created.AttributeMapping]);
    const { Providers } = await call(cognito, 'ListIdentityProviders', { UserPoolId });
    const listed = Providers.map(({ ProviderName, ProviderType }) => [ProviderName, ProviderType]);
    assert.deepEqual(listed, [
      ['Google', 'Google'],
      ['Company', 'SAML'],
      ['Partner', 'OIDC'],
    ]);
    await call(cognito, 'DeleteIdentityProvider', one);
    for (const operation of ['DescribeIdentityProvider', 'UpdateIdentityProvider', 'DeleteIdentityProvider']) {
      await refused(cognito, operation, one, 'ResourceNotFoundException');
    }
    const old = { UserPoolId, IdpIdentifier: 'partner.example' };
    await refused(cognito, 'GetIdentityProviderByIdentifier', old, 'ResourceNotFoundException');
  });

  it('is refused with settings that are incomplete or do not fit', async () => {
    const cognito = openCognito();
    const create = (changes, type = INVALID) =>
      refused(cognito, 'CreateIdentityProvider', { ...settings, ...changes }, type);
    const google = { ProviderName: 'Google', ProviderType: 'Google' };
    await create({ ...google, ProviderDetails: {} }, 'DuplicateProviderException');
    await create({ ProviderName: 'COGNITO' });
    await create({ ProviderName: '_ab' });
    const client = { client_id: 'c', client_secret: 's', authorize_scopes: 'email' };
    await create({ ProviderType: 'Facebook', ProviderDetails: client });
    await create({ ProviderType: 'Twitter' });
    await create({ ProviderDetails: {} });
    await create({ ProviderType: 'SAML' });
    await create({ AttributeMapping: { 'custom:unknown': 'x' } });
    await create({ IdpIdentifiers: ['company.example'] });
    await call(cognito, 'CreateIdentityProvider', settings);
  });

  it('has a mapping of the user’s id that fits its type', async () => {
    const cognito = openCognito();
    const ProviderDetails = { client_id: 'c', client_secret: 's', authorize_scopes: 'profile' };
    for (const [type, claim] of [
      ['Facebook', 'id'],
      ['LoginWithAmazon', 'user_id'],
    ]) {
      const input = { UserPoolId, ProviderName: type, ProviderType: type, ProviderDetails };
      const { IdentityProvider } = await call(cognito, 'CreateIdentityProvider', input);
      assert.deepEqual(IdentityProvider.AttributeMapping, { username: claim });
    }
  });
});

describe('a user’s first sign-in with a provider', () => {
  it('creates the user, with the mapped attributes, and puts it into the provider’s group', async () => {
    const cognito = openCognito();
    await signIn(cognito);
    const found = await adminGet(cognito, 'Google_123');
    assert.equal(found.UserStatus, 'EXTERNAL_PROVIDER');
    const { sub, identities, ...attributes } = attributesOf(found);
    assert.match(sub, /^[\da-f-]{36}$/);
    assert.deepEqual(attributes, { email: 'my@email.com', email_verified: 'true', name: 'A. User' });
    const identity = { userId: '123', providerName: 'Google', providerType: 'Google', issuer: null, primary: true };
    assert.deepEqual(JSON.parse(identities), [{ ...identity, dateCreated: cognito.clock.nowMs() }]);
    const { Groups } = await call(cognito, 'AdminListGroupsForUser', { UserPoolId, Username: 'Google_123' });
    assert.deepEqual(
      Groups.map(({ GroupName }) => GroupName),
      [`${UserPoolId}_Google`],
    );
  });

  it('gives tokens and userInfo with the identities', async () => {
    const cognito = openCognito();
    const user = await signIn(cognito);
    const { access, id, body } = await tokensOf({ ...cognito, user }, { identityProvider: 'Google' });
    assert.deepEqual([access.username, id['cognito:username']], ['Google_123', 'Google_123']);
    assert.deepEqual(access['cognito:groups'], [`${UserPoolId}_Google`]);
    const [identity] = id.identities;
    assert.deepEqual([identity.primary, identity.dateCreated], ['true', String(cognito.clock.nowMs())]);
    // A client cannot hide them.
    cognito.client.readable = new Set(['email']);
    const scopes = ['openid', 'aws.cognito.signin.user.admin'];
    const { body: allowed } = await tokensOf({ ...cognito, user }, { scopes });
    const mine = await call(cognito, 'GetUser', { AccessToken: allowed.access_token });
    assert.deepEqual(Object.keys(attributesOf(mine)).sort(), ['email', 'identities', 'sub']);
    const { body: info } = await askUserInfo(cognito, body.access_token);
    assert.equal(JSON.parse(info.identities)[0].userId, '123');
  });

  it('leaves an address unverified unless the provider says otherwise', async () => {
    const cognito = openCognito();
    await signIn(cognito, '123', { email: 'my@email.com' }, 'Company');
    assert.equal(attributesOf(await adminGet(cognito, 'Company_123')).email_verified, 'false');
  });

  it('is refused without a required attribute, without an id and with unsuitable values', async () => {
    const cognito = openCognito();
    await assert.rejects(signIn(cognito, '123', {}), refusal('attributes required: [email]'));
    await assert.rejects(signIn(cognito, ''), refusal('username attribute mapping required'));
    await assert.rejects(signIn(cognito, '123', { email: 'nobody' }), refusal('Invalid email address format.'));
    await assert.rejects(signIn(cognito, 'x'.repeat(200)), refusal("The user's id at Google is too long"));
    // Members that claims do not have themselves do not count.
    await assert.rejects(signIn(cognito, '123', Object.create(CLAIMS)), refusal('attributes required: [email]'));
    cognito.client.writable = new Set(['email']);
    await assert.rejects(signIn(cognito), refusal('user.name: Attribute cannot be updated.'));
    assert.equal(cognito.context.store.users.size, 0);
  });

  it('asks the trigger, which can refuse it', async () => {
    const events = [];
    const triggers = {
      preSignUp(event) {
        events.push([event.triggerSource, event.userName, event.request.userAttributes.email]);
        throw new Error('not you');
      },
    };
    const cognito = openCognito({ triggers });
    await assert.rejects(signIn(cognito), refusal('PreSignUp failed with error not you.'));
    assert.deepEqual(events, [['PreSignUp_ExternalProvider', 'Google_123', 'my@email.com']]);
  });

  it('is refused if the username is taken', async () => {
    const cognito = openCognito();
    await call(cognito, 'AdminCreateUser', { UserPoolId, Username: 'Google_123', MessageAction: 'SUPPRESS' });
    await assert.rejects(signIn(cognito), refusal('Already found an entry for username Google_123'));
  });
});

describe('a later sign-in with a provider', () => {
  it('finds the same user, and updates the attributes', async () => {
    const cognito = openCognito();
    const first = await signIn(cognito);
    const second = await signIn(cognito, '123', { email: 'new@email.com' });
    assert.equal(second.sub, first.sub);
    assert.equal(cognito.context.store.users.size, 1);
    const { email, email_verified: verified, name } = attributesOf(await adminGet(cognito, 'Google_123'));
    assert.deepEqual([email, verified, name], ['new@email.com', 'false', 'A. User']);
    assert.equal(second.groups.length, 1);
  });

  it('is another user at another provider, or with another id', async () => {
    const cognito = openCognito();
    const subs = [await signIn(cognito), await signIn(cognito, '124'), await signIn(cognito, '123', CLAIMS, 'Company')];
    assert.equal(new Set(subs.map(({ sub }) => sub)).size, 3);
  });

  it('is refused to a disabled user', async () => {
    const cognito = openCognito();
    await signIn(cognito);
    await call(cognito, 'AdminDisableUser', { UserPoolId, Username: 'Google_123' });
    await assert.rejects(signIn(cognito), refusal('User is not enabled'));
  });
});

describe('a user of a provider', () => {
  const passwordFlow = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
  const NOT_AUTHORIZED = 'NotAuthorizedException';

  it('has no password to sign in with, to forget or to change', async () => {
    const cognito = openCognito();
    const user = await signIn(cognito);
    const scopes = ['openid', 'aws.cognito.signin.user.admin'];
    const { body } = await tokensOf({ ...cognito, user }, { scopes });
    const change = { AccessToken: body.access_token, ProposedPassword: 'Password123' };
    await refused(cognito, 'ChangePassword', change, NOT_AUTHORIZED);
    await refused(cognito, 'ChangePassword', { ...change, PreviousPassword: 'Password123' }, NOT_AUTHORIZED);
    const named = { ClientId, Username: 'Google_123' };
    const message = await refused(cognito, 'ForgotPassword', named, NOT_AUTHORIZED);
    assert.equal(message, 'User password cannot be reset in the current state.');
    await refused(cognito, 'AdminResetUserPassword', { UserPoolId, Username: 'Google_123' }, NOT_AUTHORIZED);
    await call(cognito, 'UpdateUserPoolClient', { UserPoolId, ClientId, ...passwordFlow });
    const AuthParameters = { USERNAME: 'Google_123', PASSWORD: 'Password123' };
    const attempt = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters };
    assert.equal(await refused(cognito, 'InitiateAuth', attempt, NOT_AUTHORIZED), WRONG);
  });

  it('can sign in with a password that an administrator has set', async () => {
    const cognito = openCognito();
    await signIn(cognito);
    const named = { UserPoolId, Username: 'Google_123' };
    await call(cognito, 'AdminSetUserPassword', { ...named, Password: 'Password123', Permanent: true });
    assert.equal((await adminGet(cognito, 'Google_123')).UserStatus, 'CONFIRMED');
    await call(cognito, 'UpdateUserPoolClient', { UserPoolId, ClientId, ...passwordFlow });
    const AuthParameters = { USERNAME: 'Google_123', PASSWORD: 'Password123' };
    await call(cognito, 'InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
  });

  it('can have the same address as a user with a password', async () => {
    const cognito = openCognito();
    cognito.pool.usernameAttributes = ['email'];
    await signIn(cognito);
    const { Password } = SEED_USER;
    const { UserSub } = await call(cognito, 'SignUp', { ClientId, Username: 'my@email.com', Password });
    assert.equal(cognito.context.store.userByLogin(cognito.pool, 'my@email.com').sub, UserSub);
  });
});

describe('an account at a provider', () => {
  const destination = { ProviderName: 'Cognito', ProviderAttributeValue: 'username' };
  const source = { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '123' };
  const linking = { UserPoolId, DestinationUser: destination, SourceUser: source };

  it('can be linked to a user, who then signs in with it', async () => {
    const cognito = await withUser();
    await call(cognito, 'AdminLinkProviderForUser', linking);
    assert.equal((await signIn(cognito)).username, 'username');
    const [identity] = JSON.parse(attributesOf(await adminGet(cognito, 'username')).identities);
    assert.deepEqual([identity.userId, identity.primary], ['123', false]);
    assert.equal((await adminGet(cognito, 'username')).UserStatus, 'CONFIRMED');
  });

  it('can be linked by the trigger of the first sign-in', async () => {
    const cognito = await withUser({
      triggers: {
        async preSignUp(event) {
          if (event.triggerSource === 'PreSignUp_ExternalProvider')
            await call(cognito, 'AdminLinkProviderForUser', linking);
          return event;
        },
      },
    });
    assert.equal((await signIn(cognito)).username, 'username');
    assert.equal(cognito.context.store.users.size, 1);
  });

  it('can be linked by another attribute until the first sign-in', async () => {
    const cognito = await withUser();
    const byEmail = {
      ...source,
      ProviderName: 'Company',
      ProviderAttributeName: 'email',
      ProviderAttributeValue: 'my@email.com',
    };
    await call(cognito, 'AdminLinkProviderForUser', { ...linking, SourceUser: byEmail });
    assert.equal((await signIn(cognito, 's-1', CLAIMS, 'Company')).username, 'username');
    assert.equal((await signIn(cognito, 's-1', { email: 'new@email.com' }, 'Company')).username, 'username');
    assert.equal((await signIn(cognito, 's-2', CLAIMS, 'Company')).username, 'Company_s-2');
    // Social providers can be linked by the id only.
    const social = { ...byEmail, ProviderName: 'Google' };
    await refused(cognito, 'AdminLinkProviderForUser', { ...linking, SourceUser: social }, INVALID);
  });

  it('cannot be linked twice, after a sign-in of its own, or to nobody', async () => {
    const cognito = await withUser();
    const link = (changes, type = INVALID) =>
      refused(cognito, 'AdminLinkProviderForUser', { ...linking, ...changes }, type);
    await call(cognito, 'AdminLinkProviderForUser', linking);
    assert.equal(await link({}), 'SourceUser is already linked to DestinationUser');
    await signIn(cognito, '124');
    const own = { ...source, ProviderAttributeValue: '124' };
    assert.match(await link({ SourceUser: own }), /^Merging is not currently supported/);
    assert.match(await link({ SourceUser: { ...source, ProviderName: 'Cognito' } }), /^Invalid SourceUser/);
    for (const name of ['Google', 'Company']) await link({ SourceUser: { ProviderName: name } });
    const valueless = { ProviderName: 'Company', ProviderAttributeName: 'email' };
    await link({ SourceUser: valueless });
    const nobody = { ...destination, ProviderAttributeValue: 'nobody' };
    const free = { ...source, ProviderAttributeValue: '125' };
    await link({ DestinationUser: nobody, SourceUser: free }, 'UserNotFoundException');
    await link({ SourceUser: { ...free, ProviderName: 'Facebook' } }, 'ResourceNotFoundException');
  });

  it('is one of at most five', async () => {
    const cognito = await withUser();
    for (const n of [1, 2, 3, 4, 5]) {
      await call(cognito, 'AdminLinkProviderForUser', {
        ...linking,
        SourceUser: { ...source, ProviderAttributeValue: `${n}` },
      });
    }
    const sixth = { ...source, ProviderAttributeValue: '6' };
    await refused(cognito, 'AdminLinkProviderForUser', { ...linking, SourceUser: sixth }, INVALID);
  });

  it('can be unlinked, and then is a user of its own', async () => {
    const cognito = await withUser();
    await call(cognito, 'AdminLinkProviderForUser', linking);
    await call(cognito, 'AdminDisableProviderForUser', { UserPoolId, User: source });
    assert.equal(attributesOf(await adminGet(cognito, 'username')).identities, undefined);
    await refused(cognito, 'AdminDisableProviderForUser', { UserPoolId, User: source }, 'UserNotFoundException');
    assert.equal((await signIn(cognito)).username, 'Google_123');
  });

  it('of a user who was created there is disabled with the user', async () => {
    const cognito = openCognito();
    await signIn(cognito);
    await call(cognito, 'AdminDisableProviderForUser', { UserPoolId, User: source });
    await assert.rejects(signIn(cognito), refusal('User is not enabled'));
  });

  it('of the pool itself loses its password', async () => {
    const cognito = await withUser();
    const User = {
      ProviderName: 'Cognito',
      ProviderAttributeName: 'Cognito_Subject',
      ProviderAttributeValue: 'username',
    };
    await call(cognito, 'AdminDisableProviderForUser', { UserPoolId, User });
    assert.equal(cognito.user.credential, undefined);
  });

  it('does not take an address that belongs to another user', async () => {
    const cognito = await withUser();
    cognito.pool.usernameAttributes = ['email'];
    await call(cognito, 'AdminLinkProviderForUser', linking);
    await call(cognito, 'SignUp', { ClientId, Username: 'other@email.com', Password: 'Password123' });
    const claims = { email: 'other@email.com', email_verified: 'true' };
    await assert.rejects(signIn(cognito, '123', claims), refusal('An account with the email already exists.'));
    assert.equal(cognito.user.attributes.email, 'my@email.com');
  });
});
