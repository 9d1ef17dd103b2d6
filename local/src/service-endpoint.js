import { ServiceError } from './errors.js';
import { operationFor } from './operations/index.js';
import { signedRegion } from './regions.js';
import { bodyText } from './request-body.js';
import { serviceErrorResponse, serviceResponse } from './responses.js';
import { readRequest, serialization } from './schema.js';

const DEEPEST = 16;

/**
 * The endpoint of both services: `POST` with an `x-amz-target`.
 *
 * @param {Request} request
 * @param {object} parts
 * @param {import('./context.js').Context} parts.context
 * @param {import('./journal.js').Journal} parts.journal
 * @param {import('./faults.js').Faults} parts.faults
 * @param {boolean} parts.strict
 * @returns {Promise<Response>}
 */
export async function serviceCall(request, parts) {
  try {
    return await receive(request, await bodyText(request), parts);
  } catch (error) {
    if (error instanceof ServiceError) return serviceErrorResponse(error);
    throw error;
  }
}

/**
 * @param {Request} request
 * @param {string} text its body
 * @param {Parameters<typeof serviceCall>[1]} parts
 */
async function receive(request, text, { context, journal, faults, strict }) {
  const target = request.headers.get('x-amz-target') ?? '';
  const name = target.slice(target.indexOf('.') + 1);
  const parsed = parseJson(text);
  const entry = journal.note(
    {
      operation: name,
      target,
      body: parsed.ok ? parsed.value : text,
      headers: Object.fromEntries(request.headers),
      url: request.url,
      at: context.clock.nowMs(),
    },
    text.length,
  );
  const region = signedRegion(request.headers) ?? context.region;
  const response = await faults.apply(name, () => answer(target, parsed, { ...context, region }, strict));
  entry.status = response.status;
  return response;
}

/**
 * @param {string} target
 * @param {ReturnType<typeof parseJson>} parsed
 * @param {import('./context.js').Context} context
 * @param {boolean} strict
 */
async function answer(target, parsed, context, strict) {
  try {
    const operation = operationFor(target);
    if (operation === undefined) throw new ServiceError('UnknownOperationException');
    if (!parsed.ok) throw serialization('Unexpected token in the request body.');
    const input = readRequest(parsed.value, operation.shape, { strict });
    return serviceResponse(await operation.run(context, input));
  } catch (error) {
    if (error instanceof ServiceError) return serviceErrorResponse(error);
    // A bug in this program. Its text may contain anything, so it goes only to the console.
    console.error(`${target}:`, error);
    return serviceErrorResponse(new ServiceError('InternalErrorException', 'Internal error.', 500));
  }
}

/**
 * @param {string} text
 * @returns {{ ok: true, value: unknown } | { ok: false }}
 */
function parseJson(text) {
  try {
    const value = JSON.parse(text === '' ? '{}' : text);
    return isDeep(value) ? { ok: false } : { ok: true, value };
  } catch {
    return { ok: false };
  }
}

/**
 * Whether a value is nested deeper than any valid request. Later code walks through it recursively.
 *
 * @param {unknown} value
 */
function isDeep(value) {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
