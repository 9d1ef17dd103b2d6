import { inOrder, printer, printingTo } from './output.mjs';

/**
 * Does several pieces of work at once, and shows what they print one after the other. If one fails, the others still end first.
 *
 * @param {(() => Promise<unknown>)[]} works
 * @throws what the first of them that failed has thrown
 */
export async function together(...works) {
  const open = inOrder(printer());
  const results = await Promise.allSettled(
    works.map((work) => {
      const place = open();
      return printingTo(place.print, work).finally(place.end);
    }),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
