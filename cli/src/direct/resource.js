/**
 * One resource of a backend, as the direct engine makes it. Settings are the members of the request that creates it.
 *
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../backend/engine.js').Pushed} Pushed
 * @typedef {Record<string, unknown>} Settings
 *
 * @typedef {object} Clients of the AWS SDK
 * @property {import('@aws-sdk/client-cognito-identity-provider').CognitoIdentityProviderClient} cognito
 * @property {import('@aws-sdk/client-cognito-identity').CognitoIdentityClient} identity
 * @property {import('@aws-sdk/client-iam').IAMClient | null} iam
 *
 * @typedef {object} Work what the steps of a push share
 * @property {Clients} clients
 * @property {Pushed} pushed what exists; a step that makes something notes it here
 * @property {Backend} backend
 * @property {readonly string[]} newSecrets the providers whose secrets are asked for again
 * @property {(text: string) => void} warn
 * @property {import('../backend/engine.js').Progress['secret']} secret
 *
 * @typedef {object} Resource
 * @property {string} resource the name in the template
 * @property {string} type
 * @property {string} name
 * @property {(backend: Backend, pushed: Pushed) => Settings | null} wanted `null`: this backend has none. What does not exist yet has a placeholder
 * @property {string} [secretMember] of `ProviderDetails`, for what has a secret
 * @property {Record<string, string>} fixed the members that cannot change in place, with the reason
 * @property {readonly string[]} [shared] members that another resource sets where this one does not
 * @property {readonly (keyof import('../outputs/outputs.js').Outputs)[]} [ids] what says which one it is: another clone may have made another
 * @property {boolean} [isPart] of another resource: it is there as soon as that is, and is only ever changed
 * @property {(work: Pick<Work, 'clients' | 'pushed' | 'backend'>) => Promise<boolean>} find whether there is one, though it may not have been
 *   noted: that of an interrupted push is found by its name, and noted
 * @property {(work: Pick<Work, 'clients' | 'pushed' | 'backend'>) => Promise<void>} [findElsewhere] notes what another clone has made, if
 *   there is more to it than `find` notes
 * @property {(work: Pick<Work, 'clients' | 'pushed' | 'backend'>) => Promise<Settings | null>} read all settings that an update has to repeat
 * @property {(work: Work, settings: Settings) => Promise<string | undefined | void>} create the reason if it has not been made
 * @property {(work: Work, settings: Settings, actual: Settings) => Promise<void>} update
 * @property {(work: Work) => Promise<string | undefined | void>} remove the reason if there was none
 */
export {};
