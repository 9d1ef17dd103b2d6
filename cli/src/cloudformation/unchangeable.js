import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../errors.js';

/**
 * @typedef {import('../template/template.js').Template} Template
 * @typedef {import('../template/template.js').Resource} Resource
 */

/**
 * Refuses what AWS cannot change in place. A change set does not tell: CloudFormation notices some of it only while it updates, and
 * replaces a resource for the rest.
 *
 * @param {{ template: Template, parameters: Record<string, string> }} deployed
 * @param {{ template: Template, parameters: Record<string, string> }} wanted
 */
export function refuseUnchangeable(deployed, wanted) {
  const reasons = [
    ...userPoolReasons(deployed.template.Resources['UserPool'], wanted.template.Resources['UserPool']),
    ...domainReasons(deployed, wanted),
  ];
  if (reasons.length > 0) {
    throw new CliError(`AWS cannot change this in place: ${reasons.join('; ')}. Nothing has been changed.`);
  }
}

const newPool =
  'for a pool that differs there, run "remove auth", "push", "add auth" and "push"; the first push deletes the users';

/** @param {Resource | undefined} before @param {Resource | undefined} after */
function userPoolReasons(before, after) {
  if (!before || !after) return [];
  const [old, wanted] = [before.Properties, after.Properties];
  const fixed = [
    ['UsernameAttributes', 'how users sign in'],
    ['AliasAttributes', 'the aliases for sign-in'],
    ['UsernameConfiguration', 'whether user names are case sensitive'],
  ].filter(([property = '']) => !isDeepStrictEqual(sorted(old[property]), sorted(wanted[property])));
  const attributes = changedAttributes(old['Schema'] ?? [], wanted['Schema'] ?? []);
  const what = [...fixed.map(([, words]) => words), ...attributes];
  return what.length > 0 ? [`${what.join(', ')} of a user pool (${newPool})`] : [];
}

/** The order of a list has no meaning here. @param {unknown} value */
const sorted = (value) => (Array.isArray(value) ? value.toSorted() : value);

/**
 * Attributes can be added, unless they are required; none can be removed or changed.
 *
 * @param {{ Name: string, Required?: boolean }[]} old
 * @param {{ Name: string, Required?: boolean }[]} wanted
 */
function changedAttributes(old, wanted) {
  const wantedByName = new Map(wanted.map((attribute) => [attribute.Name, attribute]));
  const oldNames = new Set(old.map(({ Name }) => Name));
  return [
    ...old
      .filter((attribute) => !isDeepStrictEqual(attribute, wantedByName.get(attribute.Name)))
      .map(({ Name }) => `the attribute ${Name}`),
    ...wanted
      .filter(({ Name, Required }) => Required === true && !oldNames.has(Name))
      .map(({ Name }) => `that ${Name} is required`),
  ];
}

/**
 * @param {{ template: Template, parameters: Record<string, string> }} deployed
 * @param {{ template: Template, parameters: Record<string, string> }} wanted
 */
function domainReasons(deployed, wanted) {
  const [before, after] = [deployed, wanted].map(({ template, parameters }) =>
    template.Resources['HostedUIDomain'] ? parameters['hostedUIDomain'] : undefined,
  );
  if (before === undefined || after === undefined || before === after) return [];
  return [
    `the domain ${before} of Cognito's pages (a user pool has one, and CloudFormation makes the new one first; push without these pages, then with ${after})`,
  ];
}
