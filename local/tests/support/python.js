/** Python's AWS SDK, installed once into `target/`, in the versions of `python/requirements.txt`. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT = { maxBuffer: 10_000_000 };
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The path of a Python that has the packages. */
export async function pythonWithSdk() {
  const requirements = here('python/requirements.txt');
  const version = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = here(`../../../target/local-python/${version}`);
  const [python, complete] = [join(folder, 'bin', 'python'), join(folder, 'complete')];
  try {
    await access(complete);
  } catch {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', folder], LIMIT);
    const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary=:all:'];
    await run(python, ['-m', 'pip', 'install', ...options, '--requirement', requirements], LIMIT);
    await writeFile(complete, '');
  }
  return python;
}
