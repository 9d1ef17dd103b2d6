import { join } from 'node:path';
import { attempt } from '../run/command.mjs';
import { inRoot, toolsFolder } from '../run/paths.mjs';

/** These tools have little to do: to build them with optimisations takes longer than it ever saves. */
const quickBuild = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0' };

/**
 * Builds a tool with just the dependencies that a lock file names: newer ones would be code that nobody has looked at, on the
 * machine that makes a release.
 *
 * @param {{ crate: string, version: string } | { folder: string }} source a crate with the lock file of its authors, or a package
 * of this repository with one of ours
 * @param {{ quiet?: boolean }} [options]
 */
export function buildCargoTool(source, { quiet = false } = {}) {
  const what =
    'crate' in source
      ? [source.crate, '--version', `=${source.version}`]
      : ['--path', inRoot(source.folder), '--target-dir', join(toolsFolder, 'build')];
  const install = ['install', ...what, '--locked', '--force', '--root', toolsFolder];
  return attempt('cargo', install, { env: quickBuild, quiet });
}
