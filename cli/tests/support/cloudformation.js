/**
 * A stand-in for CloudFormation on loopback: its Query protocol, the shapes of its replies, and what becomes of one stack. It makes nothing;
 * a test says how an operation goes.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';

const account = '123456789012';

/** @param {{ stackName: string }} options */
export async function startCloudFormation({ stackName }) {
  const cloud = new CloudFormation(stackName);
  const server = createServer((request, response) => void cloud.answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cloud.url = `http://127.0.0.1:${server.address().port}`;
  cloud.stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return cloud;
}

class CloudFormation {
  constructor(stackName) {
    this.stackName = stackName;
    this.stackId = `arn:aws:cloudformation:eu-west-1:${account}:stack/${stackName}/00000000-0000-0000-0000-000000000001`;
    /** Actions in the order in which they came. @type {{ action: string, body: Record<string, string> }[]} */
    this.requests = [];
    /** How the next requests of an action fail: a code and a message, or `lost` after it has been carried out. */
    this.faults = {};
    /** What the next operations do: lists of looks, each with its events and the status after it. @type {object[]} */
    this.courses = [];
    this.drift = { status: 'DETECTION_COMPLETE', resources: [] };
    this.stack = null;
    this.changeSets = new Map();
    this.events = [];
    this.tokens = new Set();
    this.executions = 0;
    /** How many stacks have been made: each has other ids. */
    this.creations = 0;
  }

  get actions() {
    return this.requests.map(({ action }) => action);
  }

  /** The actions that change anything. */
  get writes() {
    return this.actions.filter((action) => !/^(Describe|Get|List|Detect)/.test(action));
  }

  async answer(request, response) {
    const chunks = await request.toArray();
    const text = Buffer.concat(chunks).toString();
    const body = Object.fromEntries(new URLSearchParams(text));
    const isUserPools = (request.headers['x-amz-target'] ?? '').includes('CognitoIdentityProvider');
    const action = isUserPools ? request.headers['x-amz-target'].split('.')[1] : body.Action;
    this.requests.push({ action, body });
    const fault = this.faults[action]?.shift();
    if (fault && fault !== 'lost') return fail(response, fault);
    if (isUserPools) {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      return response.end(JSON.stringify({ UserPool: this.userPool ?? {} }));
    }
    const reply = this[action]?.(body) ?? { code: 'InvalidAction', message: `no ${action}` };
    if (fault === 'lost') return request.socket.destroy();
    if (reply.code) return fail(response, reply);
    response.setHeader('content-type', 'text/xml');
    response.end(
      `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${xml(reply)}</${action}Result>` +
        `<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
    );
  }

  DescribeStacks({ StackName }) {
    this.proceed();
    const { stack } = this;
    const isNamed =
      StackName === this.stackId || (StackName === this.stackName && stack?.StackStatus !== 'DELETE_COMPLETE');
    if (!stack || !isNamed) return { code: 'ValidationError', message: `Stack with id ${StackName} does not exist` };
    const { template: _, ...shown } = stack;
    const Parameters = stack.Parameters.map((parameter) =>
      stack.template?.Parameters[parameter.ParameterKey]?.NoEcho ? { ...parameter, ParameterValue: '****' } : parameter,
    );
    return { Stacks: [{ ...shown, Parameters, Outputs: this.outputs() }] };
  }

  /** One look further in the operation under way. */
  proceed() {
    const look = this.course?.shift();
    if (!look) return;
    for (const [resource, status, reason] of look.events) this.event(resource, status, reason);
    if (!look.status) return;
    this.stack.StackStatus = look.status;
    this.event(this.stackName, look.status);
    if (look.status === 'DELETE_COMPLETE') this.stack.template = null;
  }

  event(resource, status, reason) {
    const isStack = resource === this.stackName;
    const type = isStack ? 'AWS::CloudFormation::Stack' : this.pending?.Resources[resource]?.Type;
    this.events.unshift({
      StackId: this.stackId,
      EventId: `event-${this.events.length}`,
      StackName: this.stackName,
      LogicalResourceId: resource,
      PhysicalResourceId: isStack ? this.stackId : `physical-${resource}`,
      ResourceType: type ?? 'AWS::Unknown',
      Timestamp: '2026-11-01T00:00:00.000Z',
      ResourceStatus: status,
      ...(reason && { ResourceStatusReason: reason }),
    });
  }

  outputs() {
    if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(this.stack.StackStatus)) return [];
    const values = Object.fromEntries(this.stack.Parameters.map((p) => [p.ParameterKey, p.ParameterValue]));
    const physical = `physical${this.creations > 1 ? this.creations : ''}`;
    return Object.entries(this.stack.template.Outputs).map(([OutputKey, { Value }]) => ({
      OutputKey,
      OutputValue: values[Value.Ref] ?? `${physical}-${Value.Ref ?? Value['Fn::GetAtt'].join('-')}`,
    }));
  }

  DescribeStackEvents() {
    return { StackEvents: this.events };
  }

  GetTemplate() {
    return { TemplateBody: JSON.stringify(this.pending ?? this.stack.template), StagesAvailable: ['Original'] };
  }

  ListStackResources() {
    return {
      StackResourceSummaries: Object.entries(this.stack.template?.Resources ?? {}).map(([name, { Type }]) => ({
        LogicalResourceId: name,
        PhysicalResourceId: `physical-${name}`,
        ResourceType: Type,
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: '2026-11-01T00:00:00.000Z',
      })),
    };
  }

  CreateChangeSet(body) {
    const isNew = body.ChangeSetType === 'CREATE';
    const exists = this.stack && !['DELETE_COMPLETE', 'REVIEW_IN_PROGRESS'].includes(this.stack.StackStatus);
    if (isNew && exists) return { code: 'ValidationError', message: 'Stack already exists and cannot be created' };
    if (/IN_PROGRESS|FAILED|^ROLLBACK/.test(this.stack?.StackStatus ?? '') && exists) {
      return {
        code: 'ValidationError',
        message: `Stack is in ${this.stack.StackStatus} state and can not be updated.`,
      };
    }
    const template = JSON.parse(body.TemplateBody);
    const before = new Map((this.stack?.Parameters ?? []).map((p) => [p.ParameterKey, p.ParameterValue]));
    const Parameters = [];
    for (let n = 1; `Parameters.member.${n}.ParameterKey` in body; n += 1) {
      const ParameterKey = body[`Parameters.member.${n}.ParameterKey`];
      const isPrevious = body[`Parameters.member.${n}.UsePreviousValue`] === 'true';
      const ParameterValue = isPrevious ? before.get(ParameterKey) : body[`Parameters.member.${n}.ParameterValue`];
      Parameters.push({ ParameterKey, ParameterValue });
    }
    const missing = Object.keys(template.Parameters).filter((key) => !Parameters.some((p) => p.ParameterKey === key));
    if (missing.length > 0) return { code: 'ValidationError', message: `Parameters: [${missing}] must have values` };
    if (isNew && !exists) {
      this.stack = { StackId: this.stackId, StackName: this.stackName, CreationTime: '2026-11-01T00:00:00.000Z' };
      Object.assign(this.stack, { StackStatus: 'REVIEW_IN_PROGRESS', Parameters: [], template: null });
      this.event(this.stackName, 'REVIEW_IN_PROGRESS');
    }
    const id = `arn:aws:cloudformation:eu-west-1:${account}:changeSet/${body.ChangeSetName}/1`;
    this.changeSets.set(id, { template, Parameters, isNew, looks: 0, mode: body.DeploymentMode });
    return { Id: id, StackId: this.stackId };
  }

  DescribeChangeSet({ ChangeSetName }) {
    const set = this.changeSets.get(ChangeSetName);
    if (!set) return { code: 'ChangeSetNotFound', message: 'no such change set' };
    const shown = { ChangeSetId: ChangeSetName, StackId: this.stackId, StackName: this.stackName };
    if (set.looks++ === 0) return { ...shown, Status: 'CREATE_IN_PROGRESS', ExecutionStatus: 'UNAVAILABLE' };
    if (this.refusal) return { ...shown, Status: 'FAILED', StatusReason: this.refusal };
    const changes = set.mode === 'REVERT_DRIFT' ? this.reverted() : this.changesOf(set);
    if (changes.length === 0) {
      const StatusReason =
        "The submitted information didn't contain changes. Submit different information to create a change set.";
      return { ...shown, Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE', StatusReason };
    }
    const Changes = changes.map((ResourceChange) => ({ Type: 'Resource', ResourceChange }));
    return { ...shown, Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE', Changes };
  }

  reverted() {
    return this.drift.resources.map(({ LogicalResourceId, ResourceType }) => ({
      Action: 'Modify',
      LogicalResourceId,
      ResourceType,
      Replacement: 'False',
      Details: [],
    }));
  }

  changesOf({ template, Parameters }) {
    const before = this.stack.template?.Resources ?? {};
    const after = template.Resources;
    const values = (list) => Object.fromEntries(list.map((p) => [p.ParameterKey, p.ParameterValue]));
    const filled = (resource, list) =>
      JSON.stringify(resource.Properties, (_, value) => (value?.Ref in values(list) ? values(list)[value.Ref] : value));
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
      const shown = { LogicalResourceId: name, ResourceType: (after[name] ?? before[name]).Type };
      if (!(name in before)) return [{ Action: 'Add', ...shown }];
      if (!(name in after)) return [{ Action: 'Remove', ...shown, PhysicalResourceId: `physical-${name}` }];
      const [old, wanted] = [filled(before[name], this.stack.Parameters), filled(after[name], Parameters)];
      if (old === wanted) return [];
      const Details = differences(JSON.parse(old), JSON.parse(wanted), '/Properties').map(([Path, a, b]) => ({
        Target: {
          Attribute: 'Properties',
          Name: Path.split('/')[2],
          RequiresRecreation: 'Never',
          Path,
          ...(a !== undefined && { BeforeValue: String(a) }),
          ...(b !== undefined && { AfterValue: String(b) }),
        },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      }));
      const Replacement = this.replaces?.includes(name) ? 'True' : 'False';
      if (Replacement === 'True') for (const { Target } of Details) Target.RequiresRecreation = 'Always';
      return [{ Action: 'Modify', ...shown, PhysicalResourceId: `physical-${name}`, Replacement, Details }];
    });
  }

  ListChangeSets() {
    return { Summaries: [...this.changeSets.keys()].map((ChangeSetId) => ({ ChangeSetId, StackId: this.stackId })) };
  }

  DeleteChangeSet({ ChangeSetName }) {
    this.changeSets.delete(ChangeSetName);
    return {};
  }

  ExecuteChangeSet({ ChangeSetName, ClientRequestToken }) {
    if (this.tokens.has(ClientRequestToken)) return {};
    const set = this.changeSets.get(ChangeSetName);
    if (!set) return { code: 'ChangeSetNotFound', message: 'no such change set' };
    this.tokens.add(ClientRequestToken);
    this.changeSets.clear();
    this.executions += 1;
    const previous = { template: this.stack.template, Parameters: this.stack.Parameters };
    this.pending = set.template;
    const kind = set.isNew ? 'CREATE' : 'UPDATE';
    if (set.isNew) this.creations += 1;
    this.begin(kind, this.courses.shift() ?? goesWell(this.changesOf(set), kind));
    const isUndone = /ROLLBACK/.test(this.course.at(-1)?.status ?? '');
    Object.assign(
      this.stack,
      isUndone && !set.isNew ? previous : { template: set.template, Parameters: set.Parameters },
    );
    this.pending = isUndone ? null : set.template;
    return {};
  }

  begin(kind, course) {
    this.stack.StackStatus = `${kind}_IN_PROGRESS`;
    this.event(this.stackName, `${kind}_IN_PROGRESS`, 'User Initiated');
    this.course = [...course];
  }

  ContinueUpdateRollback() {
    this.stack.StackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    this.event(this.stackName, 'UPDATE_ROLLBACK_IN_PROGRESS');
    this.course = this.courses.shift() ?? [{ events: [], status: 'UPDATE_ROLLBACK_COMPLETE' }];
    return {};
  }

  DeleteStack({ ClientRequestToken }) {
    if (!this.stack || this.tokens.has(ClientRequestToken)) return {};
    this.tokens.add(ClientRequestToken);
    if (this.stack.StackStatus === 'REVIEW_IN_PROGRESS') {
      this.stack = null;
      return {};
    }
    const names = Object.keys(this.stack.template?.Resources ?? {});
    this.begin(
      'DELETE',
      this.courses.shift() ?? [
        { events: names.map((name) => [name, 'DELETE_IN_PROGRESS']) },
        { events: names.map((name) => [name, 'DELETE_COMPLETE']), status: 'DELETE_COMPLETE' },
      ],
    );
    this.pending = null;
    return {};
  }

  DetectStackDrift() {
    return { StackDriftDetectionId: 'drift-1' };
  }

  DescribeStackDriftDetectionStatus() {
    return {
      StackId: this.stackId,
      StackDriftDetectionId: 'drift-1',
      DetectionStatus: this.drift.status,
      ...(this.drift.reason && { DetectionStatusReason: this.drift.reason }),
      Timestamp: '2026-11-01T00:00:00.000Z',
    };
  }

  DescribeStackResourceDrifts() {
    return {
      StackResourceDrifts: this.drift.resources.map((resource) => ({
        StackId: this.stackId,
        Timestamp: '2026-11-01T00:00:00.000Z',
        ...resource,
      })),
    };
  }

  DescribeEvents() {
    return { OperationEvents: this.operationEvents ?? [] };
  }
}

/** How an operation goes if nothing fails. */
function goesWell(changes, kind) {
  const statusOf = { Add: 'CREATE', Modify: 'UPDATE', Remove: 'DELETE' };
  const events = (end) =>
    changes.map(({ Action, LogicalResourceId }) => [LogicalResourceId, `${statusOf[Action]}_${end}`]);
  return [
    { events: events('IN_PROGRESS') },
    { events: [...events('IN_PROGRESS'), ...events('COMPLETE')], status: `${kind}_COMPLETE` },
  ];
}

/** @returns {[string, unknown, unknown][]} */
function differences(before, after, path) {
  if (before === after) return [];
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after) return [[path, before, after]];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(before[key], after[key], `${path}/${key}`),
  );
}

function fail(response, { code, message, status = 400 }) {
  response.statusCode = status;
  response.setHeader('content-type', 'text/xml');
  response.end(
    `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${escaped(message)}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );
}

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function xml(value) {
  if (Array.isArray(value)) return value.map((member) => `<member>${xml(member)}</member>`).join('');
  if (typeof value !== 'object') return escaped(value);
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `<${key}>${xml(member)}</${key}>`)
    .join('');
}
