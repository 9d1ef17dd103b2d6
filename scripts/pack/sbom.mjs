/** The bill of materials, in CycloneDX 1.6. It has no time stamp and no random id, so that builds are reproducible. */

/**
 * @param {{ name: string, version: string, description: string, license: string }} manifest
 * @param {import('./crates.mjs').Crate[]} crates
 */
export function sbom({ name, version, description, license }, crates) {
  const reference = `pkg:npm/${name}@${version}`;
  const own = new Set(crates.filter(({ source }) => source === '').map(({ id }) => id));
  const others = crates.filter(({ id }) => !own.has(id));
  const direct = new Set(crates.flatMap(({ id, needs }) => (own.has(id) ? needs : [])));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'library',
        'bom-ref': reference,
        name,
        version,
        description,
        licenses: [{ expression: license }],
        purl: reference,
      },
    },
    components: others.map((crate) => ({
      type: 'library',
      'bom-ref': purlOf(crate.id),
      name: crate.name,
      version: crate.version,
      scope: 'required',
      hashes: [{ alg: 'SHA-256', content: crate.checksum }],
      licenses: [{ expression: crate.license }],
      purl: purlOf(crate.id),
    })),
    dependencies: [
      {
        ref: reference,
        dependsOn: [...direct]
          .filter((id) => !own.has(id))
          .sort()
          .map(purlOf),
      },
      ...others.map(({ id, needs }) => ({ ref: purlOf(id), dependsOn: needs.map(purlOf) })),
    ],
  };
}

/** @param {string} id name and version */
const purlOf = (id) => `pkg:cargo/${id.replace(' ', '@')}`;
