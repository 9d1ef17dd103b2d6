/** The notices and the bill of materials, written while npm packs. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inRoot } from '../run/paths.mjs';
import { compiledCrates } from './crates.mjs';
import { notices } from './notices.mjs';
import { sbom } from './sbom.mjs';

const NOTICES = 'THIRD-PARTY-NOTICES.txt';
const SBOM = 'sbom.cdx.json';

/** Writes them to the package's root, where people and tools look. */
export async function writeSupplyFiles() {
  const crates = await compiledCrates();
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  writeFileSync(inRoot(NOTICES), notices(crates));
  writeFileSync(inRoot(SBOM), `${JSON.stringify(sbom(manifest, crates), null, 2)}\n`);
}

export function removeSupplyFiles() {
  for (const name of [NOTICES, SBOM]) rmSync(inRoot(name), { force: true });
}
