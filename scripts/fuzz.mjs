/**
 * `npm run fuzz`: runs the fuzz targets of `tests/flow/fuzz.rs` with many inputs, and prints how many each target had.
 * `-- --inputs 10000000` sets the total, `-- --only TARGET` runs one target.
 */
import { parseArgs } from 'node:util';
import { attempt } from './run/command.mjs';
import { Failure } from './run/failure.mjs';
import { main } from './run/steps.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { inputs: { type: 'string', default: '1000000' }, only: { type: 'string', default: '' } },
  });
  if (!/^[1-9]\d{0,9}$/.test(values.inputs))
    throw new Failure('--inputs must be a number of inputs, such as 10000000.');
  const { succeeded, output } = await attempt(
    'cargo',
    ['test', '--profile', 'fuzz', '--test', 'flow', `fuzz::${values.only}`, '--', '--nocapture'],
    { env: { FUZZ_INPUTS: values.inputs } },
  );
  const targets = [...output.matchAll(/^fuzz (\w+): (\d+) inputs/gm)];
  if (!succeeded) throw new Failure('An input failed: see above. Later runs try it first.');
  if (targets.length === 0) throw new Failure(`There is no target "${values.only}": tests/flow/fuzz.rs names them.`);

  console.log();
  for (const [, target = '', count] of targets.sort()) console.log(`${target.padEnd(16)}${String(count).padStart(12)}`);
  const total = targets.reduce((sum, [, , count]) => sum + Number(count), 0);
  console.log(`${'in all'.padEnd(16)}${String(total).padStart(12)}`);
});
