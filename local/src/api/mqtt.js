/**
 * MQTT 3.1.1 as far as a client needs it to connect, and to hear what it has published itself. AWS's IoT verifies the address
 * of the websocket, so the client needs no password.
 *
 * https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html
 */
import { concat } from '../encoding.js';

const CONNECT = 1;
const PUBLISH = 3;
const SUBSCRIBE = 8;
const PINGREQ = 12;
const MOST_BUFFERED = 64 * 1024;
const MOST_TOPICS = 100;

/** @returns {import('./conversation.js').Conversation} */
export function mqtt() {
  /** @type {Uint8Array} */
  let buffered = new Uint8Array();
  /** @type {Set<string>} */
  const topics = new Set();
  return {
    protocol: 'mqtt',
    receive(message) {
      if (typeof message === 'string') return Promise.resolve({ messages: [], isOver: true });
      buffered = concat(buffered, message);
      const replies = [];
      for (;;) {
        const packet = packetIn(buffered);
        if (packet === undefined) break;
        buffered = buffered.slice(packet.length);
        const reply = replyTo(packet, topics);
        if (reply === undefined) return Promise.resolve({ messages: replies, isOver: true });
        if (reply.length > 0) replies.push(reply);
      }
      return Promise.resolve({ messages: replies, isOver: buffered.length > MOST_BUFFERED });
    },
  };
}

/**
 * @typedef {object} Packet
 * @property {number} type
 * @property {number} flags
 * @property {Uint8Array} body
 * @property {Uint8Array} bytes of the whole packet
 * @property {number} length of the whole packet
 */

/**
 * The first packet, if it is complete.
 *
 * @param {Uint8Array} bytes
 * @returns {Packet | undefined}
 */
function packetIn(bytes) {
  let size = 0;
  for (let at = 1; at <= 4; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    size += (byte & 127) * 128 ** (at - 1);
    if (byte < 128) {
      const length = at + 1 + size;
      if (bytes.length < length) return undefined;
      const first = bytes[0] ?? 0;
      const packet = bytes.slice(0, length);
      return { type: first >> 4, flags: first & 15, body: packet.slice(at + 1), bytes: packet, length };
    }
  }
  // A length of more than four bytes is an error: a packet of no known type ends the connection.
  return { type: 0, flags: 0, body: new Uint8Array(), bytes, length: bytes.length };
}

/**
 * @param {Packet} packet
 * @param {Set<string>} topics that the client has subscribed to
 * @returns {Uint8Array | undefined} undefined to end the connection; empty if there is nothing to say
 */
function replyTo({ type, flags, body, bytes }, topics) {
  switch (type) {
    case CONNECT:
      return Uint8Array.of(0x20, 2, 0, 0);
    case PUBLISH:
      // Only quality of service 0, which needs no acknowledgement.
      return (flags & 6) === 0 && topics.has(textAt(body, 0).text) ? bytes : new Uint8Array();
    case SUBSCRIBE: {
      const granted = [];
      for (let at = 2; at < body.length;) {
        const { text, end } = textAt(body, at);
        if (topics.size < MOST_TOPICS) topics.add(text);
        granted.push(0);
        at = end + 1;
      }
      return granted.length > 100
        ? undefined
        : Uint8Array.of(0x90, 2 + granted.length, body[0] ?? 0, body[1] ?? 0, ...granted);
    }
    case PINGREQ:
      return Uint8Array.of(0xd0, 0);
    default:
      return undefined;
  }
}

/**
 * A text with its length before it.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function textAt(bytes, at) {
  const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  return { text: new TextDecoder().decode(bytes.subarray(at + 2, end)), end };
}
