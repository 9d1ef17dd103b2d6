import { run } from '../run/command.mjs';
import { npmCommand } from '../run/paths.mjs';

/**
 * What wasm-opt does with each of the modules. `--flatten --rereloop` takes 0.8 % off the module, compressed, and makes its kernel
 * 1.5 % slower; the small module gets larger by it, and is there for its speed.
 *
 * `--low-memory-unused` lets it move the addition of a constant below 1024 into the instruction that reads or writes, although the
 * sum might have wrapped around to an address below 1024. Nothing is there: rustc puts the stack first, and it grows towards
 * address 0 from 128 KiB, of which the deepest call needs some 40. (Without the stack, nothing would be there either: data begins at
 * 1024.) Not `--traps-never-happen`: the end of a panic is a trap, so the checks of bounds would go.
 */
export const passes = {
  module: ['--flatten', '--rereloop', '--low-memory-unused', '-Oz', '-Oz'],
  relaxed: ['-Oz', '--converge'],
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
