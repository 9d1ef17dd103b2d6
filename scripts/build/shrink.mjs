import { run } from '../run/command.mjs';
import { npmCommand } from '../run/paths.mjs';

/**
 * The passes of wasm-opt for each module. `--flatten --rereloop` makes the main module 0.8 % smaller, compressed, and no slower. It
 * makes the relaxed module larger.
 *
 * `--one-caller-inline-max-function-size` leaves larger functions alone that have one caller. Inlined into it, they make the module 0.1 %
 * smaller, but compressed 0.5 % larger.
 *
 * `--low-memory-unused` is sound here. It folds the addition of a small constant into a load or store, which gives another result only
 * if the sum wraps around to an address below 1024. No object lies there: these addresses are the end of the stack, which rustc
 * places first. The stack grows down to them from 128 KiB, and the deepest call needs some 40 KiB.
 *
 * `--traps-never-happen` would not be sound: a panic ends in a trap, so bounds checks could be removed.
 */
export const passes = {
  module: ['--flatten', '--rereloop', '--low-memory-unused', '--one-caller-inline-max-function-size=40', '-Oz', '-Oz'],
  relaxed: ['-Oz', '--converge'],
  signing: ['--flatten', '--rereloop', '-Oz', '-Oz'],
};

/**
 * Makes a compiled module small.
 *
 * @param {string} input
 * @param {string} output
 * @param {readonly string[]} options of wasm-opt
 * @returns what it prints
 */
export function shrink(input, output, options) {
  return run(npmCommand('wasm-opt'), [input, ...options, '--strip-debug', '--strip-producers', '-o', output], {
    quiet: true,
  });
}
