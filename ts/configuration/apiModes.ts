import { own } from './given.js';

const modes = {
  API_KEY: 'apiKey',
  AWS_IAM: 'iam',
  AMAZON_COGNITO_USER_POOLS: 'userPool',
  OPENID_CONNECT: 'oidc',
  AWS_LAMBDA: 'lambda',
};

/** Who may call an API, in the words of `ResourcesConfig`. */
export const apiMode = (mode: unknown): unknown => own(modes, String(mode));
