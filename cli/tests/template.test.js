/** The template: the default answers value by value, and every combination of answers against the requests of the services' APIs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backendOf } from '../src/backend/backend.js';
import { parametersOf, templateOf } from '../src/template/template.js';
import { answersOf, answersWith, combinations, environment } from './support/answers.js';

const region = 'eu-west-1';

const made = (answers) => {
  const backend = backendOf(answers, environment);
  return { backend, template: templateOf(backend), parameters: parametersOf(backend) };
};

const trust = (amr) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'IdentityPool' } },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
      },
    },
  ],
});

describe('a template for AWS GovCloud (US)', () => {
  for (const [region, service] of [
    ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
    ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ])
    it(`trusts the identity pools of ${region} under their own name`, () => {
      const { Resources } = templateOf(backendOf(answersWith({ groups: ['Admins'] }), { ...environment, region }));
      const roles = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
      assert.equal(roles.length, 3);
      for (const { Properties } of roles) {
        const [{ Principal, Condition }] = Properties.AssumeRolePolicyDocument.Statement;
        assert.equal(Principal.Federated, service);
        assert.deepEqual(
          Object.values(Condition).flatMap((one) => Object.keys(one)),
          [`${service}:aud`, `${service}:amr`],
        );
      }
    });
});

describe('the template of the default answers', () => {
  const { template, parameters } = made(answersWith());
  const R = 'myshop0a1b2c3d';
  const provider = { 'Fn::GetAtt': ['UserPool', 'ProviderName'] };

  it('has these seven resources', () => {
    assert.deepEqual(template.Resources, {
      UserPool: {
        Type: 'AWS::Cognito::UserPool',
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          UserPoolName: { Ref: 'userPoolName' },
          Policies: {
            PasswordPolicy: {
              MinimumLength: 8,
              RequireLowercase: false,
              RequireUppercase: false,
              RequireNumbers: false,
              RequireSymbols: false,
              TemporaryPasswordValidityDays: 7,
            },
          },
          UsernameConfiguration: { CaseSensitive: false },
          Schema: [{ Name: 'email', Required: true, Mutable: true }],
          AutoVerifiedAttributes: ['email'],
          UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
          EmailVerificationSubject: 'Your verification code',
          EmailVerificationMessage: 'Your verification code is {####}',
          MfaConfiguration: 'OFF',
        },
      },
      UserPoolClientWeb: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'UserPool' },
          ClientName: 'myshop0a1b2c3d_app_clientWeb',
          RefreshTokenValidity: 30,
          TokenValidityUnits: { RefreshToken: 'days' },
        },
      },
      UserPoolClient: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'UserPool' },
          ClientName: 'myshop0a1b2c3d_app_client',
          GenerateSecret: false,
          RefreshTokenValidity: 30,
          TokenValidityUnits: { RefreshToken: 'days' },
        },
      },
      IdentityPool: {
        Type: 'AWS::Cognito::IdentityPool',
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          IdentityPoolName: { Ref: 'identityPoolName' },
          AllowUnauthenticatedIdentities: false,
          CognitoIdentityProviders: [
            { ProviderName: provider, ClientId: { Ref: 'UserPoolClientWeb' } },
            { ProviderName: provider, ClientId: { Ref: 'UserPoolClient' } },
          ],
        },
      },
      AuthRole: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: { Ref: 'authRoleName' }, AssumeRolePolicyDocument: trust('authenticated') },
      },
      UnauthRole: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: { Ref: 'unauthRoleName' }, AssumeRolePolicyDocument: trust('unauthenticated') },
      },
      IdentityPoolRoleMap: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        Properties: {
          IdentityPoolId: { Ref: 'IdentityPool' },
          Roles: {
            authenticated: { 'Fn::GetAtt': ['AuthRole', 'Arn'] },
            unauthenticated: { 'Fn::GetAtt': ['UnauthRole', 'Arn'] },
          },
        },
      },
    });
  });

  it('has the seven outputs that the configuration files are made from', () => {
    assert.deepEqual(
      Object.entries(template.Outputs).map(([name, { Value }]) => [name, Value]),
      [
        ['IdentityPoolId', { Ref: 'IdentityPool' }],
        ['IdentityPoolName', { 'Fn::GetAtt': ['IdentityPool', 'Name'] }],
        ['UserPoolId', { Ref: 'UserPool' }],
        ['UserPoolArn', { 'Fn::GetAtt': ['UserPool', 'Arn'] }],
        ['UserPoolName', { Ref: 'userPoolName' }],
        ['AppClientIDWeb', { Ref: 'UserPoolClientWeb' }],
        ['AppClientID', { Ref: 'UserPoolClient' }],
      ],
    );
  });

  it('takes the names of its resources as parameters', () => {
    assert.deepEqual(parameters, {
      userPoolName: `${R}_userpool_0a1b2c3d-dev`,
      identityPoolName: `${R}_identitypool_0a1b2c3d__dev`,
      authRoleName: 'cognito-wasm-myshop-dev-123456-authRole',
      unauthRoleName: 'cognito-wasm-myshop-dev-123456-unauthRole',
    });
  });

  it('is the same in each environment', () => {
    const backend = backendOf(answersWith(), { ...environment, environment: 'prod', stamp: '654321' });
    assert.deepEqual(templateOf(backend), template);
  });
});

/** What CloudFormation asks of the services for a template: its properties as members of their requests. */
function requestsOf({ template, parameters }) {
  const { Resources } = template;
  const resolved = (value) => {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== 'object' || value === null) return value;
    if ('Ref' in value && value.Ref in parameters) return parameters[value.Ref];
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolved(member)]));
  };
  const ofType = (type) =>
    Object.values(Resources)
      .filter(({ Type }) => Type === `AWS::${type}`)
      .map(({ Properties }) => resolved(Properties));
  const {
    UserPoolName,
    EnabledMfas,
    WebAuthnRelyingPartyID,
    WebAuthnUserVerification,
    WebAuthnFactorConfiguration,
    SmsConfiguration,
    Schema = [],
    ...pool
  } = ofType('Cognito::UserPool')[0];
  return {
    userPool: { PoolName: UserPoolName, Schema, ...pool },
    mfa: { EnabledMfas, WebAuthnRelyingPartyID, WebAuthnUserVerification, WebAuthnFactorConfiguration },
    SmsConfiguration,
    clients: ofType('Cognito::UserPoolClient').map(({ UserPoolId, ...client }) => client),
    domains: ofType('Cognito::UserPoolDomain').map(({ Domain }) => Domain),
    providers: ofType('Cognito::UserPoolIdentityProvider').map(({ UserPoolId, ...provider }) => provider),
    groups: ofType('Cognito::UserPoolGroup'),
    identityPools: ofType('Cognito::IdentityPool'),
    attachments: ofType('Cognito::IdentityPoolRoleAttachment'),
    roles: ofType('IAM::Role'),
  };
}

/** All values below a value. */
function* within(value) {
  yield value;
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* within(member);
}

describe(`the template of each of ${combinations.length} combinations of answers`, () => {
  const all = combinations.map((combination) => {
    const answers = answersOf(combination);
    const it = { answers, ...made(answers) };
    return { ...it, requests: requestsOf(it), name: combination.join() };
  });
  const each = (check) => () => {
    for (const one of all) {
      try {
        check(one);
      } catch (error) {
        error.message = `combination ${one.name}: ${error.message}`;
        throw error;
      }
    }
  };

  it(
    'makes the user pool of the request CreateUserPool',
    each(({ backend, requests }) => {
      assert.deepEqual(requests.userPool, backend.userPool);
    }),
  );

  it(
    'sets what SetUserPoolMfaConfig sets',
    each(({ answers, requests }) => {
      const { mfa, passkeys } = answers.userPool;
      const expected = mfa.types.map((type) => (type === 'SMS' ? 'SMS_MFA' : 'SOFTWARE_TOKEN_MFA'));
      assert.deepEqual(requests.mfa.EnabledMfas, mfa.mode === 'OFF' ? undefined : expected);
      assert.equal(requests.mfa.WebAuthnRelyingPartyID, passkeys?.relyingPartyId);
      const isMfa = passkeys && answers.userPool.mfa.mode === 'ON';
      assert.equal(requests.mfa.WebAuthnFactorConfiguration, isMfa ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : undefined);
      assert.equal(
        requests.mfa.WebAuthnUserVerification,
        passkeys ? (passkeys.isUserVerificationRequired ? 'required' : 'preferred') : undefined,
      );
    }),
  );

  it(
    'has a role that sends text messages only if there are any',
    each(({ answers, template, requests }) => {
      const { mfa, autoVerifiedAttributes, firstFactors } = answers.userPool;
      const sends =
        autoVerifiedAttributes.includes('phone_number') ||
        (mfa.mode !== 'OFF' && mfa.types.includes('SMS')) ||
        firstFactors.includes('SMS_OTP');
      assert.equal('SNSRole' in template.Resources, sends);
      if (!sends) return assert.equal(requests.SmsConfiguration, undefined);
      const externalId = 'myshop0a1b2c3d_role_external_id';
      assert.deepEqual(requests.SmsConfiguration, {
        ExternalId: externalId,
        SnsCallerArn: { 'Fn::GetAtt': ['SNSRole', 'Arn'] },
      });
      const [role] = requests.roles;
      assert.equal(role.RoleName, 'myshop0a1b2c3d-sns-role-dev');
      assert.deepEqual(role.AssumeRolePolicyDocument.Statement, [
        {
          Effect: 'Allow',
          Principal: { Service: 'cognito-idp.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': externalId } },
        },
      ]);
      assert.deepEqual(role.Policies[0].PolicyDocument.Statement, [
        { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' },
      ]);
    }),
  );

  it(
    'makes the two app clients, after the providers that they name',
    each(({ backend, requests, template }) => {
      assert.deepEqual(requests.clients, [backend.clients.web, backend.clients.native]);
      for (const name of ['UserPoolClientWeb', 'UserPoolClient']) {
        const named = (template.Resources[name].DependsOn ?? []).map(
          (provider) => template.Resources[provider].Properties.ProviderName,
        );
        const wanted = backend.clients.web.SupportedIdentityProviders ?? ['COGNITO'];
        assert.deepEqual([...named, 'COGNITO'], wanted);
      }
    }),
  );

  it(
    'makes the domain of the hosted pages',
    each(({ answers, requests, template }) => {
      const prefix = answers.userPool.hostedUI?.domainPrefix;
      assert.deepEqual(requests.domains, prefix === undefined ? [] : [`${prefix}-dev`]);
      assert.equal('HostedUIDomain' in template.Outputs, prefix !== undefined);
    }),
  );

  it(
    'takes the secret of each social provider as a parameter that is not shown',
    each(({ backend, requests, template }) => {
      const member = (type) => (type === 'SignInWithApple' ? 'private_key' : 'client_secret');
      for (const [index, { ProviderDetails, ...provider }] of requests.providers.entries()) {
        const wanted = backend.providers[index];
        const { [member(provider.ProviderType)]: secret, ...details } = ProviderDetails;
        assert.deepEqual({ ...provider, ProviderDetails: details }, wanted);
        assert.equal(template.Parameters[secret.Ref].NoEcho, true);
      }
      assert.equal(requests.providers.length, backend.providers.length);
      const hidden = Object.values(template.Parameters).filter(({ NoEcho }) => NoEcho);
      assert.equal(hidden.length, backend.providers.length);
    }),
  );

  it(
    'makes the groups, each with a role of its own if there is an identity pool',
    each(({ answers, backend, requests, template }) => {
      assert.deepEqual(
        requests.groups.map(({ GroupName, Precedence }) => ({ GroupName, Precedence })),
        backend.groups,
      );
      const roles = new Set(requests.groups.map(({ RoleArn }) => RoleArn?.['Fn::GetAtt'][0]));
      assert.equal(roles.size, answers.identityPool ? backend.groups.length : Math.min(1, backend.groups.length));
      for (const role of roles) {
        if (!answers.identityPool) assert.equal(role, undefined);
        else assert.deepEqual(template.Resources[role].Properties.AssumeRolePolicyDocument, trust('authenticated'));
      }
    }),
  );

  it(
    'makes the identity pool, whose users get the roles',
    each(({ backend, requests, template }) => {
      if (!backend.identityPool) {
        assert.deepEqual([requests.identityPools, requests.attachments], [[], []]);
        assert.equal('AuthRole' in template.Resources, false);
        return;
      }
      const [{ CognitoIdentityProviders, ...pool }] = requests.identityPools;
      assert.deepEqual(pool, backend.identityPool);
      assert.equal(CognitoIdentityProviders.length, 2);
      const [{ Roles, RoleMappings = {} }] = requests.attachments;
      assert.deepEqual(Object.keys(Roles), ['authenticated', 'unauthenticated']);
      assert.deepEqual(
        Object.values(RoleMappings).map(({ Type, AmbiguousRoleResolution, IdentityProvider }) => [
          Type,
          AmbiguousRoleResolution,
          IdentityProvider['Fn::Sub'][0],
        ]),
        backend.groups.length === 0
          ? []
          : [
              ['Token', 'AuthenticatedRole', '${issuer}:${UserPoolClientWeb}'],
              ['Token', 'AuthenticatedRole', '${issuer}:${UserPoolClient}'],
            ],
      );
      const { AuthRole, UnauthRole } = template.Resources;
      assert.deepEqual(AuthRole.Properties.AssumeRolePolicyDocument, trust('authenticated'));
      assert.deepEqual(UnauthRole.Properties.AssumeRolePolicyDocument, trust('unauthenticated'));
    }),
  );

  it(
    'refers only to what it has, and has no parameter that nothing refers to',
    each(({ template, parameters }) => {
      const values = [...within(template)];
      const refs = new Set(values.map((value) => value?.Ref).filter((ref) => typeof ref === 'string'));
      const known = [...Object.keys(template.Parameters), ...Object.keys(template.Resources)];
      for (const ref of refs) assert.ok(known.includes(ref), ref);
      for (const value of values) {
        const [resource] = value?.['Fn::GetAtt'] ?? [];
        if (resource !== undefined) assert.ok(resource in template.Resources, resource);
      }
      for (const parameter of Object.keys(template.Parameters)) assert.ok(refs.has(parameter), parameter);
      for (const [parameter, value] of Object.entries(parameters)) {
        assert.ok(parameter in template.Parameters && value !== '', parameter);
      }
    }),
  );

  it(
    'fits into a request, with names that CloudFormation and IAM take',
    each(({ template, parameters }) => {
      assert.ok(JSON.stringify(template).length < 51_200);
      for (const name of Object.keys(template.Resources)) assert.match(name, /^[A-Za-z0-9]{1,255}$/);
      for (const role of ['authRoleName', 'unauthRoleName', 'snsRoleName']) {
        if (role in parameters) assert.match(parameters[role], /^[\w+=,.@-]{1,64}$/);
      }
    }),
  );
});

it('names roles within 64 characters, however long the project is called', () => {
  const backend = backendOf(answersWith(), { ...environment, projectName: 'a'.repeat(120), environment: 'production' });
  assert.ok(Object.values(backend.roleNames).every((name) => name === null || name.length <= 64));
  assert.equal(backend.region, region);
});
