import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size bytes; gzip at level 9, brotli at level 11 */

/**
 * @param {Uint8Array} bytes
 * @returns {Size}
 */
export function measure(bytes) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: quality }).length,
  };
}

/**
 * The total of two files that are compressed separately.
 *
 * @param {Size} a
 * @param {Size} b
 * @returns {Size}
 */
export function sum(a, b) {
  return { raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}
