import { attempt } from '../run/command.mjs';
import { toolsFolder } from '../run/paths.mjs';

/** These tools have little to do: to build them with optimisations takes longer than it ever saves. */
const quickBuild = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0' };

/**
 * Builds a tool, of just this version and of just the dependencies that its authors have locked: newer ones would be code
 * that nobody has looked at, on the machine that makes a release.
 *
 * @param {string} name
 * @param {string} version
 * @param {{ binaries?: string[], quiet?: boolean }} [options]
 */
export function buildCargoTool(name, version, { binaries = [], quiet = false } = {}) {
  const chosen = binaries.flatMap((binary) => ['--bin', binary]);
  const install = [
    'install',
    name,
    '--version',
    `=${version}`,
    '--locked',
    '--force',
    '--root',
    toolsFolder,
    ...chosen,
  ];
  return attempt('cargo', install, { env: quickBuild, quiet });
}
