/** A local Cognito, or the user pool of your own. For one at AWS, remove `userPoolEndpoint`. */
export const config = {
  Auth: {
    Cognito: {
      userPoolId: 'us-east-1_SeedPool1',
      userPoolClientId: 'web00000000000000000000001',
      userPoolEndpoint: 'http://localhost:9229',
    },
  },
};
