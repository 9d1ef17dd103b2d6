/**
 * Reads the structure of a WebAssembly module: https://webassembly.github.io/spec/core/binary/modules.html.
 *
 * @typedef {object} WasmFunction
 * @property {string} name from the name section; empty without one
 * @property {Uint8Array} code its body, with the length before it
 *
 * @typedef {object} WasmFile
 * @property {{ name: string, bytes: number }[]} sections in their order, each with its header
 * @property {WasmFunction[]} functions those with a body, in their order
 * @property {Uint8Array} data all data segments in a row
 */

const sectionNames = [
  ...['type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code', 'data'],
  ...['data count', 'tag'],
];
const customSection = 0;
const importSection = 2;
const codeSection = 10;
const dataSection = 11;
const functionKind = 0;
const functionNames = 1;

/**
 * @param {Uint8Array} file
 * @returns {WasmFile}
 */
export function readWasm(file) {
  const reader = new Reader(file);
  if (reader.text(4) !== '\0asm') throw new Error('not a WebAssembly module');
  reader.skip(4);

  const sections = [];
  let imported = 0;
  /** @type {Uint8Array[]} */
  let bodies = [];
  /** @type {Uint8Array} */
  let data = new Uint8Array();
  /** @type {Map<number, string>} */
  let names = new Map();
  while (!reader.done) {
    const start = reader.position;
    const id = reader.byte();
    const section = new Reader(reader.bytes(reader.number()));
    let name = sectionNames[id - 1] ?? `section ${id}`;
    if (id === customSection) {
      name = section.text(section.number());
      if (name === 'name') names = readFunctionNames(section);
    }
    if (id === importSection) imported = countImportedFunctions(section);
    if (id === codeSection) bodies = readBodies(section);
    if (id === dataSection) data = readSegments(section);
    sections.push({ name, bytes: reader.position - start });
  }
  const functions = bodies.map((code, index) => ({ name: names.get(imported + index) ?? '', code }));
  return { sections, functions, data };
}

/** @param {Reader} section */
function readBodies(section) {
  return Array.from({ length: section.number() }, () => {
    const start = section.position;
    section.skip(section.number());
    return section.since(start);
  });
}

/** @param {Reader} section */
function countImportedFunctions(section) {
  let functions = 0;
  for (let left = section.number(); left > 0; left -= 1) {
    section.skip(section.number());
    section.skip(section.number());
    const kind = section.byte();
    if (kind === functionKind) functions += 1;
    skipImportType(section, kind);
  }
  return functions;
}

/**
 * @param {Reader} section
 * @param {number} kind
 */
function skipImportType(section, kind) {
  const [table, memory, global] = [1, 2, 3];
  if (kind === functionKind) section.number();
  else if (kind === global) section.skip(2);
  else if (kind === table || kind === memory) {
    if (kind === table) section.byte();
    const limited = (section.byte() & 1) === 1;
    section.number();
    if (limited) section.number();
  } else throw new Error(`an import of kind ${kind}, which is not known here`);
}

/** @param {Reader} section */
function readSegments(section) {
  const segments = [];
  for (let left = section.number(); left > 0; left -= 1) {
    const [active, passive] = [0, 1];
    const mode = section.number();
    if (mode !== passive) {
      if (mode !== active) section.number();
      section.expression();
    }
    segments.push(section.bytes(section.number()));
  }
  return Buffer.concat(segments);
}

/** @param {Reader} section */
function readFunctionNames(section) {
  const names = new Map();
  while (!section.done) {
    const kind = section.byte();
    const part = new Reader(section.bytes(section.number()));
    if (kind !== functionNames) continue;
    for (let left = part.number(); left > 0; left -= 1) {
      const index = part.number();
      names.set(index, part.text(part.number()));
    }
  }
  return names;
}

/** Reads a buffer from its start to its end. */
class Reader {
  /** @type {Uint8Array} */
  #bytes;
  position = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get done() {
    return this.position >= this.#bytes.length;
  }

  byte() {
    const [value = 0] = this.bytes(1);
    return value;
  }

  /** An unsigned number in LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** @param {number} count */
  bytes(count) {
    const start = this.position;
    this.skip(count);
    return this.since(start);
  }

  /** @param {number} count */
  text(count) {
    return Buffer.from(this.bytes(count)).toString('utf8');
  }

  /** @param {number} count */
  skip(count) {
    if (this.position + count > this.#bytes.length) throw new Error('the module ends too early');
    this.position += count;
  }

  /** Skips a constant expression. The offset of a data segment is a single `i32.const`. */
  expression() {
    const end = 0x0b;
    this.byte();
    this.number();
    if (this.byte() !== end) throw new Error('the place of a data segment is not a constant');
  }

  /** @param {number} start */
  since(start) {
    return this.#bytes.subarray(start, this.position);
  }
}
