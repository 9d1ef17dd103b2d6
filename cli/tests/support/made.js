/** Makes a backend by the calls of the services, and keeps the requests that reach the local Cognito. */
import * as identitySdk from '@aws-sdk/client-cognito-identity';
import * as cognitoSdk from '@aws-sdk/client-cognito-identity-provider';
import { startServer } from 'cognito-wasm-local';
import { backendOf } from '../../src/backend/backend.js';
import { secretMember } from '../../src/backend/providers.js';

/** A local Cognito, and the clients of its services. */
export async function localCognito() {
  const server = await startServer({ port: 0, seed: false });
  const settings = {
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  const cognito = new cognitoSdk.CognitoIdentityProviderClient(settings);
  const identity = new identitySdk.CognitoIdentityClient(settings);
  const close = async () => {
    cognito.destroy();
    identity.destroy();
    await server.close();
  };
  return { url: server.url.replace(/\/$/, ''), cognito, identity, close };
}

const environment = { projectName: 'shop', environment: 'dev', region: 'us-east-1', stamp: '010203' };

/** Makes the backend of answers, and says what a push would. */
export async function made({ url, cognito, identity }, answers) {
  const { userPool, mfa, clients, domain, providers, groups, identityPool } = backendOf(answers, environment);
  const send = (Command, input) => cognito.send(new Command(input));
  const { UserPool } = await send(cognitoSdk.CreateUserPoolCommand, { ...userPool, MfaConfiguration: 'OFF' });
  const { Id: UserPoolId, Arn, Name } = UserPool;
  if (mfa) await send(cognitoSdk.SetUserPoolMfaConfigCommand, { UserPoolId, ...mfa });
  if (domain) await send(cognitoSdk.CreateUserPoolDomainCommand, { UserPoolId, Domain: domain });
  for (const { ProviderDetails, ...provider } of providers) {
    const secret = { [secretMember(provider.ProviderType)]: 'never shown' };
    await send(cognitoSdk.CreateIdentityProviderCommand, {
      UserPoolId,
      ...provider,
      ProviderDetails: { ...ProviderDetails, ...secret },
    });
  }
  for (const group of groups) await send(cognitoSdk.CreateGroupCommand, { UserPoolId, ...group });
  const ids = [];
  for (const client of [clients.web, clients.native]) {
    const { UserPoolClient } = await send(cognitoSdk.CreateUserPoolClientCommand, { UserPoolId, ...client });
    ids.push(UserPoolClient.ClientId);
  }
  const [webClientId, nativeClientId] = ids;
  const outputs = {
    region: 'us-east-1',
    userPoolId: UserPoolId,
    userPoolArn: Arn,
    userPoolName: Name,
    webClientId,
    nativeClientId,
    userPoolEndpoint: url,
    ...(domain && { domain: `${domain}.auth.us-east-1.amazoncognito.com` }),
  };
  if (!identityPool) return outputs;
  const { IdentityPoolId: identityPoolId, IdentityPoolName: identityPoolName } = await identity.send(
    new identitySdk.CreateIdentityPoolCommand({
      ...identityPool,
      CognitoIdentityProviders: ids.map((ClientId) => ({
        ProviderName: `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
        ClientId,
      })),
    }),
  );
  return { ...outputs, identityPoolId, identityPoolName, identityPoolEndpoint: url };
}
