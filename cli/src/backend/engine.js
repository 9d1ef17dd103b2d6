/**
 * What makes a backend: CloudFormation, or the calls of the services one by one.
 *
 * @typedef {import('./backend.js').Backend} Backend
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 *
 * @typedef {object} Change one line of the table that is shown before a push
 * @property {'Create' | 'Update' | 'Delete' | 'No change'} operation
 * @property {string} resource the name in the template, such as `UserPool`
 * @property {string} type such as `AWS::Cognito::UserPool`
 * @property {string} name of the resource itself
 * @property {string[]} details such as `Policies.PasswordPolicy.MinimumLength: 8 → 10`
 *
 * @typedef {object} Pushed what is known of earlier pushes; it is saved after each step, so that an interrupted push can continue
 * @property {Backend} [backend] what the last whole push has made
 * @property {Partial<Outputs>} outputs what exists so far
 * @property {Record<string, string>} [roleArns] by their names in the template
 * @property {string[]} [unfinished] what an interrupted push was about to make
 * @property {Backend} [begun] the backend that it was making
 * @property {Record<string, ReadBack[]>} [readBack] by resource: members that the service gives back otherwise than they were sent
 *
 * @typedef {{ path: string[], value?: unknown }} ReadBack a member as the service gives it back; without `value`, it does not
 *
 * @typedef {{ provider: string, member: string }} NeededSecret of a social provider, and where in its details it belongs
 *
 * @typedef {object} Plan
 * @property {Backend | null} backend what is wanted; `null`: nothing any more
 * @property {Pushed} pushed what is known of earlier pushes, with what others have made since
 * @property {Change[]} changes
 * @property {Change[]} drift what somebody else has changed since the last push
 * @property {string[]} [notes] what could not be found out, a line for each
 * @property {boolean} [overwritesDrift] otherwise, it stays as it is
 * @property {NeededSecret[]} [secrets] those that the push sends
 * @property {boolean} [isFound] no push is known, but its names show that another clone has made it
 * @property {boolean} [isAnew] nothing is left of the last push, so everything is made again
 *
 * @typedef {object} Progress what the engine tells while it works
 * @property {(pushed: Pushed) => void} save before and after each step; writes the file before it returns
 * @property {(change: Pick<Change, 'operation' | 'resource' | 'name'>, state: 'started' | 'done' | 'failed' | 'skipped', detail?: string) => void} report
 *   `skipped`: the endpoint has no such thing, for the reason in `detail`
 * @property {(text: string) => void} warn one line
 * @property {(provider: string, member: string) => Promise<string>} secret of a provider: one of the plan's
 * @property {AbortSignal} signal of Ctrl-C: the step under way is completed, and the next one is not begun
 *
 * @typedef {object} Engine
 * @property {(backend: Backend | null, pushed: Pushed, options?: { overwritesDrift?: boolean }) => Promise<Plan>} plan
 *   reads only. Throws a `CliError` that names what cannot change in place, and why, before anything is touched
 * @property {(backend: Backend, pushed: Pushed) => Promise<Outputs | null>} [existing] what is there, whoever has made it; `null` if no whole
 *   backend is found
 * @property {(plan: Plan, progress: Progress) => Promise<Outputs | null>} apply `null` if everything has been removed
 */
export {};
