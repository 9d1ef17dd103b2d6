import { Failure } from '../run/failure.mjs';

/** Tests and tools need Node 20.19; the package itself needs Node 20. */
const needed = [20, 19];

export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new Failure(`Node ${process.versions.node} is too old: install Node ${needed.join('.')} or later.`);
}
