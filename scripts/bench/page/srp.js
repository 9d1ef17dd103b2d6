/**
 * Runs in the page: the client's SRP mathematics of several libraries.
 *
 * @typedef {object} Question what the server answers with, and what the client knows
 * @property {string} poolId
 * @property {string} poolName
 * @property {string} userId
 * @property {string} password
 * @property {string} srpB
 * @property {string} salt
 * @property {string} secretBlock
 * @property {string} timestamp
 *
 * @typedef {{ srpA: string, signature: string }} Proof
 *
 * @typedef {object} Contender
 * @property {() => Promise<unknown>} [prepare] loads what it needs
 * @property {() => Promise<{ srpA: () => string, prove: (question: Question) => Promise<string> | string }>} start
 */
import { medianTimes } from '../srp/times.mjs';
import { contender as amplify } from './srp-amplify.js';
import { contender as bigint } from './srp-bigint.js';
import { contender as identityJs } from './srp-identity-js.js';
import { kernelContender } from './srp-kernel.js';

export { kernels } from './srp-kernel.js';

/** @type {Record<string, Contender>} */
const contenders = {
  'aws-amplify': amplify,
  'amazon-cognito-identity-js': identityJs,
  'BigInt, windowed': bigint,
};

/** @param {string} name */
const find = (name) => contenders[name] ?? kernelContender(name);

/**
 * Has one contender loaded and ready.
 *
 * @param {string} name
 */
export async function prepare(name) {
  await find(name).prepare?.();
}

/**
 * @param {string} name
 * @param {Question} question
 * @returns {Promise<Proof>}
 */
export async function proof(name, question) {
  const client = await find(name).start();
  return { srpA: client.srpA(), signature: await client.prove(question) };
}

/**
 * @param {string} name
 * @param {Question} question
 * @param {number} runs
 * @returns {Promise<import('../srp/times.mjs').SrpTimes>}
 */
export async function time(name, question, runs) {
  const contender = find(name);
  const times = [];
  while (times.length < runs) {
    const startedAt = performance.now();
    const client = await contender.start();
    client.srpA();
    const between = performance.now();
    await client.prove(question);
    times.push({ public: between - startedAt, proof: performance.now() - between });
  }
  return medianTimes(times);
}
