import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Where the work that is under way prints. Several pieces of work at once would mix their lines; inside of
 * {@link printingTo} each has a place of its own.
 *
 * @typedef {(text: string) => void} Print
 */

/** @type {AsyncLocalStorage<Print>} */
const places = new AsyncLocalStorage();

/**
 * How the work that asks prints, also in callbacks that come later.
 *
 * @param {NodeJS.WritableStream} [stream] where it prints when it has no place of its own
 * @returns {Print}
 */
export const printer = (stream = process.stdout) => places.getStore() ?? ((text) => void stream.write(text));

/** @param {string} line */
export const printLine = (line) => printer()(`${line}\n`);

/**
 * Does some work whose lines go to a place of their own.
 *
 * @template T
 * @param {Print} print
 * @param {() => Promise<T>} work
 */
export const printingTo = (print, work) => places.run(print, work);

/**
 * The output of several pieces of work as if they were done one after the other: that of the first one is shown as it
 * comes, that of the others is kept until all before them have ended.
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
  /** A place after those that were opened before. */
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
