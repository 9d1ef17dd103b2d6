/**
 * @file What a service gives back of what a push has just sent. Some services leave members out, or write them otherwise. Nobody has
 * changed those, so they are not drift as long as they stay that way.
 */
import { areEqual, differences } from './settings.js';

/**
 * @typedef {import('./plan.js').Step} Step
 * @typedef {import('./resource.js').Settings} Settings
 * @typedef {import('../backend/engine.js').ReadBack} ReadBack
 *
 * @param {Step[]} made what this push has created and updated
 * @param {import('./resource.js').Work & { target: import('../backend/backend.js').Backend }} work
 * @returns {Promise<Record<string, ReadBack[]>>} by resource, without those that are given back as they were sent
 */
export async function readBackOf(made, work) {
  const { pushed, target } = work;
  const notes = new Map(Object.entries(pushed.readBack ?? {}));
  await Promise.all(
    made.map(async ({ resource, change, members }) => {
      const wanted = resource.wanted(target, pushed) ?? {};
      // What cannot be read now, the next push compares.
      const actual = await resource.read(work).catch(() => null);
      if (actual === null) return;
      const isSent = (/** @type {string[]} */ path) =>
        change.operation === 'Create' || members.some((member) => isSamePath(member.path, path));
      const earlier = (notes.get(resource.resource) ?? []).filter(({ path }) => !isSent(path));
      const found = differences(actual, wanted).filter(({ path }) => isSent(path));
      notes.set(resource.resource, [...earlier, ...found.map(({ path, from }) => ({ path, value: from }))]);
    }),
  );
  return Object.fromEntries([...notes].filter(([, each]) => each.length > 0));
}

/**
 * Whether a member is as the service gave it back after the push that sent it.
 *
 * @param {ReadBack[]} notes
 * @param {{ path: string[], from: unknown }} difference
 */
export const isAsReadBack = (notes, { path, from }) =>
  notes.some((note) => isSamePath(note.path, path) && areEqual(note.value, from));

/**
 * @param {string[]} one
 * @param {string[]} other
 */
const isSamePath = (one, other) => JSON.stringify(one) === JSON.stringify(other);
