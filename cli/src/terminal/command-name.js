/**
 * How the person at the terminal runs this program: with `npx`, if npm has started it that way. A program that was run by its path is not
 * told to use npx, which would look for it in the registry.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export const commandName = (env) => (env['npm_command'] === 'exec' ? 'npx cognito-wasm' : 'cognito-wasm');
