/**
 * @typedef {object} StsRequest
 * @property {URLSearchParams} form
 * @property {import('../signature/verify.js').ApiRequest} request
 */
/** @typedef {(context: import('../context.js').Context, request: StsRequest) => Promise<import('../xml.js').XmlValue>} StsAction */

export {};
