/** Calls an emulator as an SDK does, and makes pools and users there. */
import { SRP_A, proof } from '../../tests/support/srp-client.js';

export const PASSWORD = 'Password123!';

/** A signature that emulators find the service in. None of them checks it here. */
const authorization = (service) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

export class Client {
  constructor({ url, code }) {
    this.url = url;
    this.code = code;
  }

  /** The whole reply to an operation. */
  async ask(operation, body, { service = 'cognito-idp', headers = {} } = {}) {
    const prefix = service === 'cognito-idp' ? 'AWSCognitoIdentityProviderService' : 'AWSCognitoIdentityService';
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${prefix}.${operation}`,
        authorization: authorization(service),
        ...headers,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    let read;
    try {
      read = JSON.parse(text === '' ? '{}' : text);
    } catch {
      read = { __type: 'NotJson' };
    }
    const type = String(read.__type ?? response.headers.get('x-amzn-errortype') ?? '');
    return {
      status: response.status,
      body: read,
      type: type.replace(/^.*#/, '').replace(/:.*$/, ''),
      headers: response.headers,
    };
  }

  /** The output of an operation that must succeed. */
  async call(operation, body, options) {
    const { status, body: output, type } = await this.ask(operation, body, options);
    if (status !== 200) throw new Error(`${operation}: ${status} ${type} ${output.message ?? ''}`);
    return output;
  }

  /** Whether an operation is refused with one of these errors. Without names, any error of a request will do. */
  async refuses(operation, body, types = [], options = {}) {
    const { status, type } = await this.ask(operation, body, options);
    return (
      status >= 400 &&
      status < 500 &&
      (types.length === 0 ? type !== 'UnknownOperationException' : types.includes(type))
    );
  }

  /** A pool with a client and a confirmed user. */
  async backend({ pool = {}, client = {}, mfa, user = true, attributes = {} } = {}) {
    const { UserPool } = await this.call('CreateUserPool', {
      PoolName: 'pool',
      AutoVerifiedAttributes: ['email'],
      ...pool,
    });
    const UserPoolId = UserPool.Id;
    if (mfa !== undefined) await this.call('SetUserPoolMfaConfig', { UserPoolId, ...mfa });
    const { UserPoolClient } = await this.call('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'client',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_CUSTOM_AUTH',
      ],
      ...client,
    });
    const backend = { UserPoolId, ClientId: UserPoolClient.ClientId, secret: UserPoolClient.ClientSecret };
    if (user) await this.addUser(backend, 'jane', attributes);
    return backend;
  }

  async addUser({ UserPoolId }, Username, attributes = {}) {
    const all = { email: 'jane@example.com', email_verified: 'true', ...attributes };
    const UserAttributes = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
    await this.call('AdminCreateUser', { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' });
    await this.call('AdminSetUserPassword', { UserPoolId, Username, Password: PASSWORD, Permanent: true });
  }

  /** The reply to a sign-in with a plain password. */
  withPassword({ ClientId }, password = PASSWORD, username = 'jane') {
    const AuthParameters = { USERNAME: username, PASSWORD: password };
    return this.ask('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
  }

  /** The reply to the proof of a sign-in with SRP. `forge` changes the answers. */
  async withSrp({ UserPoolId, ClientId }, { password = PASSWORD, forge = (answers) => answers } = {}) {
    const AuthParameters = { USERNAME: 'jane', SRP_A };
    const begun = await this.call('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
    const answers = await proof(begun, password, { timestamp: timestamp(), poolId: UserPoolId });
    return this.ask('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ...(begun.Session !== undefined && { Session: begun.Session }),
      ChallengeResponses: forge(answers),
    });
  }

  /** The tokens of a sign-in, by whichever way works here. */
  async tokens(backend) {
    for (const reply of [await this.withSrp(backend).catch(() => undefined), await this.withPassword(backend)]) {
      if (reply?.body.AuthenticationResult !== undefined) return reply.body.AuthenticationResult;
    }
    throw new Error('No sign-in works.');
  }
}

/** The time in the format of the proof. */
function timestamp() {
  const [weekday, day, month, year, time] = new Date().toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
