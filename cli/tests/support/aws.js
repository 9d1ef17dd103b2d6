/** Clients of AWS for tests: retries without waiting. */
import { awsClients } from '../../src/aws/clients.js';

// No request of a test goes to the metadata of a virtual machine, or has credentials of whoever runs it.
process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
process.env['AWS_CONFIG_FILE'] = '/nonexistent/config';
process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nonexistent/credentials';
for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE']) {
  delete process.env[name];
}

/** Retries what may be retried, at once. @param {number} attempts */
export const immediateRetries = (attempts) => {
  const token = (count) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
  return {
    mode: 'standard',
    acquireInitialRetryToken: async () => token(0),
    refreshRetryTokenForRetry: async (last, { errorType }) => {
      if (last.getRetryCount() + 1 >= attempts || errorType === 'CLIENT_ERROR') throw new Error('no more retries');
      return token(last.getRetryCount() + 1);
    },
    recordSuccess: () => undefined,
  };
};

/** @param {string} endpoint */
export const clientsOf = (endpoint, { attempts = 3, ...options } = {}) =>
  awsClients({
    region: 'eu-west-1',
    endpoint,
    env: {},
    settings: { retryStrategy: immediateRetries(attempts) },
    ...options,
  });
