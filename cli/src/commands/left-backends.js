/** @file Backends that pushes have made, and that the project no longer names. Only a push deletes them. */
import { CliError } from '../errors.js';
import { printable } from '../terminal/terminal.js';

/** @typedef {ReturnType<import('../project/project.js').Project['made']>[number]} Made */

/** The push that goes to a place. @param {Made} made */
const pushTo = ({ target = 'the same address' }) =>
  target === 'aws' ? 'cognito-wasm push' : `cognito-wasm push --endpoint ${printable(target)}`;

/** What is left to do at a place. @param {Made} made */
export const nextPush = (made) =>
  `Next: ${pushTo(made)}, which deletes it ${made.target === 'aws' ? 'in the cloud' : 'there'}`;

/**
 * New auth and an import would be the end of what a removal has begun. A push would change the old backend into the new one, or nothing
 * would name it any more.
 *
 * @param {import('../project/project.js').Project} project
 */
export function refuseLeftBackend(project) {
  const [first] = project.made();
  if (!first) return;
  // A Cognito for development may have ended, and all of it with it.
  const otherwise = first.target === 'aws' ? '' : ` If nothing is there any more, delete ${first.file} instead.`;
  throw new CliError(
    `${described(first)} was removed from this folder only. Push first, which deletes it: "${pushTo(first)}".${otherwise} To keep it, restore amplify/backend/ from version control. Nothing was changed.`,
  );
}

/**
 * @param {import('../terminal/terminal.js').Terminal} terminal
 * @param {import('../project/project.js').Project} project whose auth is imported
 */
export function warnOfLeftBackends(terminal, project) {
  const used = project.imported()?.userPoolId;
  for (const made of project.made()) {
    if (made.userPoolId === used) continue;
    terminal.warn(
      `${described(made)} is still there. To delete it: "cognito-wasm remove auth", then "${pushTo(made)}", then import again.`,
    );
  }
}

/** @param {Made} made */
const described = ({ userPoolId, target }) =>
  `What ${target === 'aws' ? 'a push to AWS' : `a push to ${printable(target ?? 'another Cognito')}`} has made${userPoolId === undefined ? '' : ` (user pool ${printable(userPoolId)})`}`;
