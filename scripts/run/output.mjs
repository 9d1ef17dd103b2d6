import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Where running work prints. Work that runs in parallel would mix its lines, so {@link printingTo} redirects each piece.
 *
 * @typedef {(text: string) => void} Print
 */

/** @type {AsyncLocalStorage<Print>} */
const places = new AsyncLocalStorage();

/**
 * The printer of the current work; it also works in later callbacks.
 *
 * @param {NodeJS.WritableStream} [stream] where to print outside of {@link printingTo}
 * @returns {Print}
 */
export const printer = (stream = process.stdout) => places.getStore() ?? ((text) => void stream.write(text));

/** @param {string} line */
export const printLine = (line) => printer()(`${line}\n`);

/**
 * Does some work and redirects its lines.
 *
 * @template T
 * @param {Print} print
 * @param {() => Promise<T>} work
 */
export const printingTo = (print, work) => places.run(print, work);

/**
 * Shows the output of parallel work as if it were done one after the other: the first prints at once, the others when all before them
 * have ended.
 *
 * @param {Print} print
 */
export function inOrder(print) {
  /** @type {{ kept: string, ended: boolean }[]} */
  const places = [];
  const showWhatIsDue = () => {
    while (places[0] !== undefined) {
      print(places[0].kept);
      places[0].kept = '';
      if (!places[0].ended) return;
      places.shift();
    }
  };
  /** A place after all earlier ones. */
  return function open() {
    const place = { kept: '', ended: false };
    places.push(place);
    return {
      /** @type {Print} */
      print(text) {
        place.kept += text;
        showWhatIsDue();
      },
      end() {
        place.ended = true;
        showWhatIsDue();
      },
    };
  };
}
