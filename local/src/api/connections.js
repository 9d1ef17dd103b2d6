/** The websockets of the API that verifies. */
import { SignatureProblem } from '../signature/problem.js';
import { verifySignature } from '../signature/verify.js';
import { mqtt } from './mqtt.js';
import { realtime } from './realtime.js';
import { signatureRefusal } from './rest.js';

const IOT = { service: 'iotdevicegateway', leavesTokenOut: true };

/**
 * @param {Request} request to open a websocket
 * @param {{ context: import('../context.js').Context, journal: import('../journal.js').Journal }} parts
 * @returns {Promise<Response | import('./conversation.js').Conversation | undefined>} undefined if there is none at
 *   the address
 */
export async function openConversation(request, { context, journal }) {
  const url = new URL(request.url);
  const call = { method: request.method, url, headers: request.headers, body: new Uint8Array() };
  switch (url.pathname) {
    case '/_api/graphql/realtime':
      journal.noteApi(call, context.clock.nowMs()).status = 101;
      return realtime(context, request);
    case '/mqtt': {
      const entry = journal.noteApi(call, context.clock.nowMs());
      const refusal = await iotRefusal(context, call);
      entry.status = refusal?.status ?? 101;
      return refusal ?? mqtt();
    }
    default:
      return undefined;
  }
}

/**
 * @param {import('../context.js').Context} context
 * @param {import('../signature/verify.js').ApiRequest} call
 */
async function iotRefusal(context, call) {
  try {
    await verifySignature(context, call, IOT);
    return undefined;
  } catch (error) {
    if (error instanceof SignatureProblem) return signatureRefusal(error);
    throw error;
  }
}
