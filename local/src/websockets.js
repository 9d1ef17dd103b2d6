/** Websockets for a server of Node. */
import { WebSocketServer } from 'ws';

const LARGEST_MESSAGE = 256 * 1024;
const MOST_OPEN = 200;

/**
 * @typedef {import('./api/conversation.js').Conversation} Conversation
 * @typedef {import('ws').WebSocket} WebSocket
 */

/** The open websockets of a server. */
export class WebSockets {
  /** @type {Set<WebSocket>} */
  #open = new Set();

  /**
   * Answers a request to open a websocket.
   *
   * @param {Response | Conversation} answer
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:stream').Duplex} socket
   * @param {Buffer} head
   */
  async answer(answer, incoming, socket, head) {
    if (answer instanceof Response) {
      socket.end(await rawResponse(answer));
      return;
    }
    if (this.#open.size >= MOST_OPEN) for (const oldest of [...this.#open].slice(0, 1)) oldest.terminate();
    const server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: LARGEST_MESSAGE,
      handleProtocols: (offered) => offered.has(answer.protocol) && answer.protocol,
    });
    server.handleUpgrade(incoming, socket, head, (opened) => this.#converse(opened, answer));
  }

  /** Ends all of them. */
  close() {
    for (const opened of this.#open) opened.terminate();
  }

  /**
   * @param {WebSocket} opened
   * @param {Conversation} conversation
   */
  #converse(opened, conversation) {
    this.#open.add(opened);
    opened.once('close', () => this.#open.delete(opened));
    opened.on('error', () => opened.terminate());
    // One after the other, so that the replies have the order of the messages.
    let last = Promise.resolve();
    opened.on('message', (/** @type {Buffer} */ data, isBinary) => {
      last = last.then(() => reply(opened, conversation, isBinary ? new Uint8Array(data) : String(data)));
    });
  }
}

/**
 * @param {WebSocket} opened
 * @param {Conversation} conversation
 * @param {string | Uint8Array} message
 */
async function reply(opened, conversation, message) {
  try {
    const { messages, isOver } = await conversation.receive(message);
    for (const one of messages) opened.send(one);
    if (isOver) opened.close();
  } catch (error) {
    // A bug in this program.
    console.error(error);
    opened.terminate();
  }
}

/** A response for a socket that no response object belongs to. @param {Response} response */
async function rawResponse(response) {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  const lines = [
    `HTTP/1.1 ${response.status} Refused`,
    ...headers,
    `content-length: ${body.length}`,
    'connection: close',
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
