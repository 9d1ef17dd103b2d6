/** The file that `Amplify.configure()` reads when called without a configuration. Relative to the page. */
export const defaultConfigurationFile = './amplifyconfiguration.json';
