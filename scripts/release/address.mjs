/**
 * The public address of the project. A release fills in `repository` in package.json; all other files must agree with it.
 */

/**
 * @typedef {object} Texts contents of the files that name the address
 * @property {string} npm package.json
 * @property {string} local local/package.json
 * @property {string} cli cli/package.json
 * @property {string} cargo Cargo.toml
 * @property {string} security SECURITY.md
 */

/**
 * @param {Texts} texts
 * @returns {string[]} what a release has to fix
 */
export function addressProblems({ npm, local, cli, cargo, security }) {
  const { repository } = JSON.parse(npm);
  const address = /^git\+(https:\/\/[^/\s]+\.[^/\s]+\/[^\s]+?)\.git$/.exec(repository?.url ?? '')?.[1];
  if (repository?.type !== 'git' || address === undefined) {
    return [
      'package.json has no `repository` of the form {"type": "git", "url": "git+https://HOST/OWNER/NAME.git"}: fill it in.',
    ];
  }
  const expected = { homepage: `${address}#readme`, bugs: `${address}/issues` };
  const problems = [];
  for (const [file, text] of [
    ['package.json', npm],
    ['local/package.json', local],
    ['cli/package.json', cli],
  ]) {
    const manifest = JSON.parse(text ?? '');
    for (const [key, value] of Object.entries(expected)) {
      if (manifest[key] !== value) problems.push(`${file}: "${key}" has to be "${value}".`);
    }
    if (manifest.repository?.url !== repository.url)
      problems.push(`${file}: "repository" has to be that of package.json.`);
  }
  if (!new RegExp(`^repository = "${escaped(address)}"$`, 'm').test(cargo)) {
    problems.push(`Cargo.toml: repository has to be "${address}".`);
  }
  if (!security.includes(address)) problems.push(`SECURITY.md: "Reporting" has to name ${address}.`);
  return problems;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
