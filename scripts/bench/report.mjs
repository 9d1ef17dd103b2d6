/**
 * @typedef {object} Measured
 * @property {string} name of a library
 * @property {import('./page.js').Times[][]} times for each page, those of its sign-ins in their order
 */

/**
 * Prints the times of libraries beside each other, in milliseconds.
 *
 * @param {Measured[]} measured
 */
export function report(measured) {
  table('first sign-in of a page', measured, ({ times }) => times.flatMap((page) => page.slice(0, 1)));
  table('later sign-ins', measured, ({ times }) => times.flatMap((page) => page.slice(1)));
}

/**
 * @param {string} title
 * @param {Measured[]} measured
 * @param {(library: Measured) => import('./page.js').Times[]} choose
 */
function table(title, measured, choose) {
  for (const [note, key] of /** @type {const} */ ([
    ['whole', 'whole'],
    ['without waiting for replies', 'own'],
  ])) {
    console.log(`\n${title}, ${note}: median (min–max) in ms`);
    const medians = measured.map((library) => {
      const { min, median, max } = spread(choose(library).map((times) => times[key]));
      console.log(
        `  ${library.name.padEnd(14)}${median.toFixed(1).padStart(8)}  (${min.toFixed(1)}–${max.toFixed(1)})`,
      );
      return median;
    });
    const [ours = NaN, theirs = NaN] = medians;
    console.log(`  ratio         ${((ours / theirs) * 100).toFixed(1).padStart(8)} %`);
  }
}

/** @param {number[]} values */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [min = NaN, median = NaN, max = NaN] = [0, sorted.length >> 1, sorted.length - 1].map((index) => sorted[index]);
  return { min, median, max };
}
