/** Pushes with CloudFormation: what is shown, what is sent, and what is said when it goes wrong. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliError } from '../src/errors.js';
import { choices, environment } from './support/answers.js';
import { clientsOf } from './support/aws.js';
import { backendWith, startStack } from './support/stack.js';

const withProviders = choices.pages[2];

describe('a first push', () => {
  it('shows all resources with their names, and writes nothing before it is confirmed', async (t) => {
    const { cloud, engine } = await startStack(t);
    const { changes, drift } = await engine.plan(backendWith(), { outputs: {} });
    assert.deepEqual(
      changes.map(({ operation, resource, name }) => [operation, resource, name]),
      [
        ['Create', 'UserPool', 'myshop0a1b2c3d_userpool_0a1b2c3d-dev'],
        ['Create', 'UserPoolClientWeb', 'myshop0a1b2c3d_app_clientWeb'],
        ['Create', 'UserPoolClient', 'myshop0a1b2c3d_app_client'],
        ['Create', 'IdentityPool', 'myshop0a1b2c3d_identitypool_0a1b2c3d__dev'],
        ['Create', 'AuthRole', 'cognito-wasm-myshop-dev-123456-authRole'],
        ['Create', 'UnauthRole', 'cognito-wasm-myshop-dev-123456-unauthRole'],
        ['Create', 'IdentityPoolRoleMap', 'IdentityPoolRoleMap'],
      ],
    );
    assert.deepEqual([drift, cloud.writes], [[], []]);
  });

  it('executes a change set, tells each step once, and reads the outputs', async (t) => {
    const it = await startStack(t);
    const outputs = await it.push(backendWith());
    assert.deepEqual(outputs, {
      region: 'eu-west-1',
      userPoolId: 'physical-UserPool',
      userPoolArn: 'physical-UserPool-Arn',
      userPoolName: 'myshop0a1b2c3d_userpool_0a1b2c3d-dev',
      webClientId: 'physical-UserPoolClientWeb',
      nativeClientId: 'physical-UserPoolClient',
      identityPoolId: 'physical-IdentityPool',
      identityPoolName: 'physical-IdentityPool-Name',
    });
    assert.deepEqual(it.cloud.writes, ['CreateChangeSet', 'ExecuteChangeSet']);
    assert.equal(it.reports.length, 14);
    assert.deepEqual(
      it.reports.filter((line) => line.startsWith('Create UserPool ')),
      ['Create UserPool started', 'Create UserPool done'],
    );
  });

  it('saves what it is about to make before it begins, and what it has made at the end', async (t) => {
    const it = await startStack(t);
    const backend = backendWith();
    const outputs = await it.push(backend);
    assert.deepEqual(it.saved, [
      {
        outputs: {},
        unfinished: [
          'UserPool',
          'UserPoolClientWeb',
          'UserPoolClient',
          'IdentityPool',
          'AuthRole',
          'UnauthRole',
          'IdentityPoolRoleMap',
        ],
      },
      structuredClone({ backend, outputs }),
    ]);
  });

  it('has the domain of the hosted pages in its outputs, in AWS GovCloud (US), too', async (t) => {
    for (const [region, host] of Object.entries({ 'eu-west-1': 'auth', 'us-gov-west-1': 'auth-fips' })) {
      const it = await startStack(t, { environment: { ...environment, region } });
      const { domain } = await it.push(backendWith(choices.pages[1]));
      assert.equal(domain, `shop-0a1b2c3d-dev.${host}.${region}.amazoncognito.com`);
    }
  });

  it('puts its tags on the stack, and allows roles with names', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const { body } = it.cloud.requests.find(({ action }) => action === 'CreateChangeSet');
    assert.deepEqual(
      ['Capabilities.member.1', 'Tags.member.1.Key', 'Tags.member.1.Value', 'Tags.member.2.Value'].map(
        (key) => body[key],
      ),
      ['CAPABILITY_NAMED_IAM', 'cognito-wasm:project', 'My Shop', 'dev'],
    );
  });
});

describe('a second push', () => {
  it('says that nothing changes, and executes nothing', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.requests = [];
    const { changes, drift } = await it.engine.plan(backendWith(), it.pushed);
    assert.deepEqual([changes, drift], [[], []]);
    assert.deepEqual(it.cloud.writes, ['CreateChangeSet', 'DeleteChangeSet']);
  });

  it('shows each value that changes', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const { changes } = await it.engine.plan(
      backendWith({ passwordPolicy: { minimumLength: 10, requires: [] }, groups: ['Admins'] }),
      it.pushed,
    );
    assert.deepEqual(changes.find(({ resource }) => resource === 'UserPool').details, [
      'Policies.PasswordPolicy.MinimumLength: 8 → 10',
    ]);
    assert.equal(changes.find(({ resource }) => resource === 'UserPoolGroupAdmins').operation, 'Create');
  });

  it('executes what was shown', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    await it.push(backendWith({ groups: ['Admins'] }));
    assert.equal(it.cloud.executions, 2);
    assert.ok('UserPoolGroupAdmins' in it.cloud.stack.template.Resources);
  });

  it('executes nothing else than what was shown', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const plan = await it.engine.plan(backendWith({ groups: ['Admins'] }), it.pushed);
    delete it.cloud.stack.template.Resources.AuthRole;
    await assert.rejects(it.engine.apply(plan, it.progress), /not what it was when the changes were shown/);
    assert.equal(it.cloud.executions, 1);
    assert.equal(it.cloud.changeSets.size, 0);
  });

  it('says so if the stack has been deleted', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.stack = null;
    const { changes, drift } = await it.engine.plan(backendWith(), it.pushed);
    assert.equal(changes.length, 7);
    assert.deepEqual(drift[0].details, ['somebody has deleted it, with its users']);
  });
});

describe('what AWS cannot change in place', () => {
  const cases = {
    'how users sign in': [{}, { signInMethod: 'EMAIL' }],
    aliases: [{}, { aliases: ['EMAIL'] }],
    'attribute email': [{}, { requiredAttributes: [] }],
    'that birthdate is required': [{}, { requiredAttributes: ['email', 'birthdate'] }],
    'attribute plan': [
      { customAttributes: [{ name: 'plan', type: 'String', isMutable: true }] },
      { customAttributes: [{ name: 'plan', type: 'Number', isMutable: true }] },
    ],
    'the domain shop-0a1b2c3d-dev': [
      choices.pages[1],
      { hostedUI: { ...choices.pages[1].hostedUI, domainPrefix: 'other' } },
    ],
  };
  for (const [reason, [before, after]] of Object.entries(cases)) {
    it(`is refused before anything is touched: ${reason}`, async (t) => {
      const it = await startStack(t);
      await it.push(backendWith(before));
      it.cloud.requests = [];
      await assert.rejects(it.engine.plan(backendWith(after), it.pushed), (error) => {
        assert.ok(error instanceof CliError);
        assert.match(error.message, new RegExp(`cannot change this in place: .*${reason}`));
        // Without the push between, the same pool would be refused again.
        const remedy = /run "remove auth", "push", "add auth" and "push"; the first push deletes the users\)/;
        if (!reason.includes('domain')) assert.match(error.message, remedy);
        return true;
      });
      assert.deepEqual(it.cloud.writes, []);
    });
  }

  it('does not count what can be added or reordered', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith({ signInMethod: 'EMAIL_AND_PHONE_NUMBER' }));
    it.cloud.stack.template.Resources.UserPool.Properties.UsernameAttributes.reverse();
    const customAttributes = [{ name: 'plan', type: 'String', isMutable: true }];
    const wanted = backendWith({ signInMethod: 'EMAIL_AND_PHONE_NUMBER', customAttributes });
    const { changes } = await it.engine.plan(wanted, it.pushed);
    assert.deepEqual(
      changes.map(({ resource }) => resource),
      ['UserPool'],
    );
  });

  it('is refused if CloudFormation would replace a pool, and the change set goes', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.replaces = ['UserPool'];
    const wanted = backendWith({ passwordPolicy: { minimumLength: 10, requires: [] } });
    await assert.rejects(it.engine.plan(wanted, it.pushed), /replace UserPool by an empty one, because of Policies/);
    assert.equal(it.cloud.changeSets.size, 0);
  });
});

describe('a change set that CloudFormation refuses', () => {
  it('leaves nothing behind, not even the stack', async (t) => {
    const it = await startStack(t);
    it.cloud.refusal = 'Template error: something';
    await assert.rejects(it.push(backendWith()), /refuses the changes: Template error: something/);
    assert.equal(it.cloud.stack, null);
  });

  it('is explained by the event that names the property', async (t) => {
    const it = await startStack(t);
    it.cloud.refusal = 'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation].';
    it.cloud.operationEvents = [
      { EventId: '1', LogicalResourceId: 'UserPool', ValidationStatusReason: 'extraneous key [Foo] is not permitted' },
    ];
    await assert.rejects(it.push(backendWith()), /refuses the changes: UserPool: extraneous key/);
  });
});

describe('what somebody has changed by hand', () => {
  const changedLength = {
    LogicalResourceId: 'UserPool',
    ResourceType: 'AWS::Cognito::UserPool',
    StackResourceDriftStatus: 'MODIFIED',
    PropertyDifferences: [
      {
        PropertyPath: '/Policies/PasswordPolicy/MinimumLength',
        ExpectedValue: '8',
        ActualValue: '12',
        DifferenceType: 'NOT_EQUAL',
      },
    ],
  };

  it('is shown', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.drift.resources = [changedLength];
    const { changes, drift } = await it.engine.plan(backendWith(), it.pushed);
    assert.deepEqual(changes, []);
    assert.deepEqual(
      drift.map(({ resource, details }) => [resource, ...details]),
      [['UserPool', 'Policies.PasswordPolicy.MinimumLength: 8 → 12']],
    );
  });

  it('is not overwritten unasked', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.drift.resources = [changedLength];
    await assert.rejects(
      it.push(backendWith({ verificationSubject: 'Hello' })),
      /would overwrite what somebody has changed by hand: UserPool Policies\.PasswordPolicy\.MinimumLength: 8 → 12/,
    );
    assert.equal(it.cloud.executions, 1);
    await it.push(backendWith({ groups: ['Admins'] }));
    assert.equal(it.cloud.executions, 2);
  });

  it('is overwritten if that is wanted', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    it.cloud.drift.resources = [changedLength];
    const plan = await it.engine.plan(backendWith(), it.pushed, { overwritesDrift: true });
    assert.deepEqual(
      plan.changes.map(({ operation, resource }) => [operation, resource]),
      [['Update', 'UserPool']],
    );
    await it.engine.apply(plan, it.progress);
    assert.equal(it.cloud.executions, 2);
    assert.equal(
      it.cloud.requests.findLast(({ action }) => action === 'CreateChangeSet').body.DeploymentMode,
      'REVERT_DRIFT',
    );
  });

  it('does not stop a push if nobody may look, or CloudFormation does not answer', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith());
    const faults = {
      DetectStackDrift: [
        { code: 'AccessDenied', message: 'not authorized to perform: cloudformation:DetectStackDrift' },
      ],
    };
    it.cloud.faults = faults;
    const denied = await it.engine.plan(backendWith(), it.pushed);
    assert.match(denied.notes[0], /^Could not find out whether somebody else .*cloudformation:DetectStackDrift/);
    it.cloud.drift.status = 'DETECTION_IN_PROGRESS';
    const late = await it.engine.plan(backendWith(), it.pushed);
    assert.match(late.notes[0], /^Could not find out whether .*: CloudFormation did not answer in time$/);
  });

  it('is neither a secret nor what Cognito itself adds to a provider', async (t) => {
    const it = await startStack(t);
    await it.push(backendWith(withProviders));
    const difference = (PropertyPath, DifferenceType) => ({
      PropertyPath,
      DifferenceType,
      ExpectedValue: '****',
      ActualValue: 'hidden',
    });
    it.cloud.drift.resources = [
      {
        LogicalResourceId: 'IdentityProviderGoogle',
        ResourceType: 'AWS::Cognito::UserPoolIdentityProvider',
        StackResourceDriftStatus: 'MODIFIED',
        PropertyDifferences: [
          difference('/ProviderDetails/client_secret', 'NOT_EQUAL'),
          difference('/ProviderDetails/token_url', 'ADD'),
        ],
      },
    ];
    assert.deepEqual((await it.engine.plan(backendWith(withProviders), it.pushed)).drift, []);
  });
});

describe('requests that fail', () => {
  it('are repeated if there were too many', async (t) => {
    const it = await startStack(t);
    const throttled = { code: 'Throttling', message: 'Rate exceeded' };
    it.cloud.faults = { DescribeStacks: [throttled], CreateChangeSet: [throttled, throttled] };
    await it.push(backendWith());
    assert.equal(it.cloud.executions, 1);
  });

  it('end with one line if there are too many for long', async (t) => {
    const it = await startStack(t);
    it.cloud.faults = { DescribeStacks: Array(3).fill({ code: 'Throttling', message: 'Rate exceeded' }) };
    await assert.rejects(
      it.push(backendWith()),
      /^CliError: AWS had too many requests for DescribeStacks\. Wait a minute/,
    );
  });

  it('do nothing twice if only their replies are lost', async (t) => {
    const it = await startStack(t);
    it.cloud.faults = { ExecuteChangeSet: ['lost'], CreateChangeSet: ['lost'] };
    await it.push(backendWith());
    assert.equal(it.cloud.executions, 1);
    assert.equal(it.cloud.actions.filter((action) => action === 'ExecuteChangeSet').length, 2);
    await it.push(backendWith());
    assert.equal(it.cloud.executions, 1);
  });

  it('name what is not allowed', async (t) => {
    const it = await startStack(t);
    const message =
      'User: arn:aws:iam::123456789012:user/me is not authorized to perform: cloudformation:CreateChangeSet on resource: x';
    it.cloud.faults = { CreateChangeSet: [{ code: 'AccessDenied', message, status: 403 }] };
    await assert.rejects(it.push(backendWith()), /may not call cloudformation:CreateChangeSet\./);
    assert.deepEqual(it.saved, []);
  });

  it('end with one line if there is no network', async (t) => {
    const other = await startStack(t);
    await other.cloud.stop();
    other.cloud.stop = () => undefined;
    const it = await startStack(t, { clients: clientsOf(other.cloud.url) });
    await assert.rejects(
      it.engine.plan(backendWith(), it.pushed),
      /^CliError: Nothing answers at the endpoint 127\.0\.0\.1/,
    );
  });
});
