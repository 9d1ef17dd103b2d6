import { delimiter, join } from 'node:path';
import { attempt } from '../run/command.mjs';
import { inRoot, toolsFolder } from '../run/paths.mjs';

/** Optimised builds of these tools would take longer than they save. */
const quickBuild = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0' };

/** With the tools' folder, so that cargo does not tell people to add it to theirs. */
const path = () => [process.env.PATH, join(toolsFolder, 'bin')].join(delimiter);

/**
 * Builds a tool with locked dependencies. Newer ones would be unreviewed code on the machine that makes a release.
 *
 * @param {{ crate: string, version: string } | { folder: string }} source a published crate with its own lock file, or a package
 * of this repository
 * @param {{ quiet?: boolean }} [options]
 */
export function buildCargoTool(source, { quiet = false } = {}) {
  const what =
    'crate' in source
      ? [source.crate, '--version', `=${source.version}`]
      : ['--path', inRoot(source.folder), '--target-dir', join(toolsFolder, 'build')];
  const install = ['install', ...what, '--locked', '--force', '--root', toolsFolder];
  return attempt('cargo', install, { env: { ...quickBuild, PATH: path() }, quiet });
}
