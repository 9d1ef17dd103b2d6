import { ServiceError } from './errors.js';
import { operationFor } from './operations/index.js';
import { serviceErrorResponse, serviceResponse } from './responses.js';
import { readRequest, serialization } from './schema.js';

/**
 * The address at which both services take their calls: `POST` with an `x-amz-target`.
 *
 * @param {Request} request
 * @param {object} parts
 * @param {import('./context.js').Context} parts.context
 * @param {import('./journal.js').Journal} parts.journal
 * @param {import('./faults.js').Faults} parts.faults
 * @param {boolean} parts.strict
 * @returns {Promise<Response>}
 */
export async function serviceCall(request, { context, journal, faults, strict }) {
  const target = request.headers.get('x-amz-target') ?? '';
  const name = target.slice(target.indexOf('.') + 1);
  const text = await request.text();
  const parsed = parseJson(text);
  const entry = journal.note({
    operation: name,
    target,
    body: parsed.ok ? parsed.value : text,
    headers: Object.fromEntries(request.headers),
    url: request.url,
    at: context.clock.nowMs(),
  });
  const response = await faults.apply(name, () => answer(target, parsed, context, strict));
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
    // A defect of this program. Its text may hold anything, so only the console gets it.
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
    return { ok: true, value: JSON.parse(text === '' ? '{}' : text) };
  } catch {
    return { ok: false };
  }
}
