/**
 * What TypeScript makes of configurations, for `tests/configuration/resources.rs`, which compares it with what Rust makes of them.
 * `node tests/configuration/expected.mjs` writes it after a build.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAmplifyConfig } from '../../dist/index.js';
import { seeded } from '../glance/random.mjs';
import { oddShape, plainShape, shapes } from '../glance/shapes.mjs';
import { givenBy, samples } from './samples.mjs';

export const expectedFile = new URL('resources.json', import.meta.url);

const variationsOfEach = 12;

/** Values of the wrong kind, of which JSON has a few. */
const wrong = () => [null, 0, true, false, [], {}];

function variations() {
  return Object.keys(shapes).flatMap((shape, index) => [
    plainShape(seeded(index + 1), shape),
    ...Array.from({ length: variationsOfEach }, (_, count) => {
      const random = seeded(1_000 * (index + 1) + count);
      random.below(2);
      return oddShape(random, wrong, shape);
    }),
  ]);
}

function cognitoOf(given) {
  try {
    return parseAmplifyConfig(given).Auth?.Cognito;
  } catch {
    return undefined;
  }
}

/** The text of the file: a configuration in each line, real ones by their id. */
export function expectedText() {
  const lines = [
    ...samples.map((sample) => ({ id: sample.id, cognito: cognitoOf(givenBy(sample)) })),
    ...variations().map((given) => ({ given, cognito: cognitoOf(structuredClone(given)) })),
  ];
  const texts = lines.filter(({ cognito }) => cognito).map((line) => JSON.stringify(line));
  return `[\n${texts.join(',\n')}\n]\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(expectedFile, expectedText());
