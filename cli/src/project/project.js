import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { plainObject } from '../answers/readers.js';
import { CliError } from '../errors.js';
import { ignored, projectFiles } from './files.js';
import { checkImported, inputsOf, readInputs, withoutSecret } from './inputs.js';
import { describedAuth, metaOf } from './meta.js';
import { jsonText, readJson, readJsonAs } from './read-json.js';
import * as shapes from './shapes.js';
import { withPushLock } from './push-lock.js';
import { copyToCurrent, pushedFile, pushedFiles } from './current-backend.js';
import { writeFileWhole, writeIfChanged } from './write-file.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../backend/engine.js').Pushed} Pushed
 * @typedef {import('../outputs/outputs.js').Outputs} Outputs
 * @typedef {import('./environment.js').Environment} Environment
 * @typedef {import('../answers/values.js').formats[number]} Format
 */

const gitignore = `${ignored.join('\n')}\n`;

/** The folder `amplify/` of an app: what has been decided, and what has been made. */
export class Project {
  #files;

  /**
   * @param {string} root
   * @param {{ environment: Environment, formats: Format[], outputDirectory: string }} settings
   */
  constructor(root, { environment, formats, outputDirectory }) {
    this.root = root;
    this.environment = environment;
    this.formats = formats;
    this.outputDirectory = outputDirectory;
    this.#files = projectFiles(root);
  }

  /**
   * The project that a folder belongs to.
   *
   * @param {string} cwd
   */
  static find(cwd) {
    for (let root = resolve(cwd); ; root = dirname(root)) {
      const files = projectFiles(root);
      if (existsSync(files.projectConfig)) return Project.#open(root);
      if (existsSync(files.amplify)) throw foreign(root);
      if (dirname(root) === root) break;
    }
    throw new CliError('There is no project here. Run "cognito-wasm init" in the folder of your app first.');
  }

  /** @param {string} root */
  static #open(root) {
    const files = projectFiles(root);
    /** @param {string} path */
    const name = (path) => relative(root, path);
    const config = readJsonAs(files.projectConfig, name(files.projectConfig), (value, path) => {
      const { providers } = plainObject(value, path);
      if (Array.isArray(providers) && !providers.includes(shapes.ownProvider)) throw foreign(root);
      return shapes.projectConfig(value, path);
    });
    if (!config) throw foreign(root);
    const environments = Object.keys(config.environments);
    const advice = () => 'Delete it: it says only which environment this machine uses';
    const local = readJsonAs(files.localEnvInfo, name(files.localEnvInfo), shapes.localEnvInfo, advice);
    const environment = local?.envName ?? environments[0] ?? '';
    const place = Object.hasOwn(config.environments, environment) ? config.environments[environment] : undefined;
    if (!place) {
      throw new CliError(
        `${name(files.projectConfig)}: the environment "${environment}" is not among its environments.`,
      );
    }
    const { projectName, formats, outputDirectory } = config;
    return new Project(root, { environment: { projectName, environment, ...place }, formats, outputDirectory });
  }

  /**
   * Begins a project in a folder. The mark of a project is written last.
   *
   * @param {string} cwd
   * @param {{ environment: Environment, formats: Format[], outputDirectory: string }} settings
   */
  static create(cwd, settings) {
    refuseSecond(cwd);
    const project = new Project(resolve(cwd), settings);
    const { projectName, environment, region, stamp } = settings.environment;
    const { formats, outputDirectory } = settings;
    const files = project.#files;
    writeFileWhole(files.gitignore, gitignore);
    writeFileWhole(files.localEnvInfo, jsonText({ envName: environment }));
    writeFileWhole(files.backendConfig, jsonText({}));
    writeFileWhole(files.meta, jsonText(metaOf(settings.environment, null, false, {})));
    writeFileWhole(
      files.projectConfig,
      jsonText({
        projectName,
        version: '1',
        providers: [shapes.ownProvider],
        environments: { [environment]: { region, stamp } },
        formats,
        outputDirectory,
      }),
    );
    return project;
  }

  /**
   * Whether a folder is a project's own, or that of another tool with the same files.
   *
   * @param {string} cwd
   */
  static isAt(cwd) {
    return existsSync(projectFiles(resolve(cwd)).projectConfig);
  }

  /**
   * @param {Format[]} formats
   * @param {string} outputDirectory
   */
  setFiles(formats, outputDirectory) {
    const path = this.#files.projectConfig;
    const config = plainObject(readJson(path, this.#name(path)), this.#name(path));
    writeFileWhole(path, jsonText({ ...config, formats, outputDirectory }));
    Object.assign(this, { formats, outputDirectory });
  }

  /** @returns {Answers | null} `null` without an auth category */
  answers() {
    return this.#auth()?.answers ?? null;
  }

  /** @returns {Partial<Outputs> | null} `null` unless the auth category has been imported */
  imported() {
    return this.#auth()?.imported ?? null;
  }

  /**
   * A folder of auth that `backend-config.json` does not name: one of the two has been lost.
   *
   * @returns {string | undefined} from the root
   */
  orphan() {
    const folder = join(this.#files.backend, 'auth');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const found = names.find((name) => existsSync(this.#files.cliInputs(name)));
    return this.#resourceName() === undefined && found !== undefined ? this.#name(join(folder, found)) : undefined;
  }

  /** @param {Answers | null} answers `null` removes the auth category */
  setAnswers(answers) {
    this.#setAuth(answers, undefined);
    if (answers) rmSync(this.#files.removed, { force: true });
  }

  /**
   * Before auth is removed: a push from another clone has no record of what is there, and finds it by these answers.
   *
   * @param {Answers} answers
   */
  noteRemoval(answers) {
    writeFileWhole(this.#files.removed, jsonText(inputsOf(answers, undefined)));
  }

  /** @returns {Answers | null} of the auth that was removed last; `null` if none was */
  removed() {
    const path = this.#files.removed;
    return readJsonAs(path, this.#name(path), readInputs)?.answers ?? null;
  }

  /**
   * The category stands for resources that were there before. A secret of theirs is not kept here.
   *
   * @param {Answers} answers
   * @param {Outputs} outputs
   * @throws {CliError} as {@link checkImported}
   */
  setImported(answers, outputs) {
    checkImported(answers, outputs);
    this.#setAuth(answers, withoutSecret(outputs));
  }

  /**
   * @param {Record<string, unknown>} template
   * @param {Record<string, unknown>} parameters
   */
  writeTemplate(template, parameters) {
    const name = this.#resourceName();
    if (name === undefined) throw new CliError('There is no auth category. Run "cognito-wasm add auth" first.');
    writeIfChanged(this.#files.parameters(name), jsonText(parameters));
    writeIfChanged(this.#files.template(name), jsonText(template));
  }

  /**
   * What earlier pushes have made.
   *
   * @param {string} [target] where: `aws`, or the address of another Cognito. By default, of the last push
   * @returns {Pushed}
   */
  pushed(target = this.target()) {
    return this.#pushedAt(pushedFile(this.#files.current, target));
  }

  /**
   * @param {Pushed} pushed
   * @param {string} [target]
   */
  savePushed(pushed, target = this.target()) {
    const isOther = this.target() !== target;
    if (isOther && hasMade(pushed)) writeFileWhole(this.#targetFile(), jsonText({ target }));
    const path = pushedFile(this.#files.current, target);
    if (hasMade(pushed) || pushed.unfinished?.length) writeFileWhole(path, jsonText(pushed));
    else rmSync(path, { force: true });
  }

  /**
   * What pushes have made and no push has deleted, at all places.
   *
   * @returns {{ target: string | undefined, file: string, userPoolId: string | undefined }[]} `target` is not known of a push that was
   *   interrupted, unless it was the last one
   */
  made() {
    const { current } = this.#files;
    const last = this.target();
    return pushedFiles(current).flatMap((path) => {
      const { outputs, unfinished = [] } = this.#pushedAt(path);
      if (Object.keys(outputs).length === 0 && unfinished.length === 0) return [];
      const known = ['aws', last].find((target) => pushedFile(current, target) === path);
      const { userPoolId, userPoolEndpoint } = outputs;
      return [{ target: known ?? userPoolEndpoint, file: this.#name(path), userPoolId }];
    });
  }

  /** @param {string} path */
  #pushedAt(path) {
    const advice = () =>
      this.#resourceName() === undefined
        ? 'It says what a push has made: delete that by hand, then this file'
        : 'Delete it: the next push finds by its names what earlier ones have made';
    return readJsonAs(path, this.#name(path), shapes.pushed, advice) ?? { outputs: {} };
  }

  /** Where the last push went that has made something. */
  target() {
    const path = this.#targetFile();
    const advice = () => 'Delete it: it says only where the last push went';
    return readJsonAs(path, this.#name(path), shapes.currentTarget, advice)?.target ?? 'aws';
  }

  /**
   * Does a push, which no other push of this project may do meanwhile.
   *
   * @template T
   * @param {() => Promise<T>} work
   */
  alone(work) {
    const path = this.#files.pushLock;
    return withPushLock(path, this.#name(path), work);
  }

  /**
   * After a whole push: describes what there is now, for tools that read the files of Amplify's CLI.
   *
   * @param {Partial<Outputs>} outputs
   */
  finishPush(outputs) {
    const auth = this.#auth();
    writeFileWhole(this.#files.meta, jsonText(metaOf(this.environment, auth?.answers ?? null, false, outputs)));
    copyToCurrent(this.#files);
  }

  #targetFile() {
    return join(this.#files.current, 'target.json');
  }

  /** @param {string} path */
  #name(path) {
    return relative(this.root, path);
  }

  #resourceName() {
    return Object.keys(this.#authEntries())[0];
  }

  #backendConfig() {
    const path = this.#files.backendConfig;
    const config = readJsonAs(path, this.#name(path), (value, name) => {
      const record = plainObject(value, name);
      if (Object.hasOwn(record, 'auth')) plainObject(record['auth'], `${name}: auth`);
      return record;
    });
    if (!config)
      throw new CliError(`${this.#name(path)} is missing. Restore it from version control; nothing was changed.`);
    return config;
  }

  /** @returns {Record<string, unknown>} */
  #authEntries() {
    const config = this.#backendConfig();
    if (!Object.hasOwn(config, 'auth')) return {};
    const name = this.#name(this.#files.backendConfig);
    const entries = plainObject(config['auth'], `${name}: auth`);
    if (Object.keys(entries).length > 1)
      throw new CliError(`${name}: auth has more than one resource; one is possible.`);
    return entries;
  }

  #auth() {
    const [found] = Object.entries(this.#authEntries());
    if (!found) return null;
    const [resourceName, entry] = found;
    if (!/^[A-Za-z0-9]{1,64}$/.test(resourceName)) {
      throw new CliError(`${this.#name(this.#files.backendConfig)}: auth has no resource with a valid name.`);
    }
    const path = this.#files.cliInputs(resourceName);
    const inputs = readJsonAs(path, this.#name(path), readInputs);
    if (!inputs) {
      throw new CliError(`${this.#name(path)} is missing. Restore it from version control; nothing was changed.`);
    }
    return { answers: inputs.answers, imported: shapes.isImported(entry) ? (inputs.imported ?? {}) : null };
  }

  /**
   * @param {Answers | null} answers
   * @param {Partial<Outputs> | undefined} imported
   */
  #setAuth(answers, imported) {
    const before = this.#resourceName();
    const { auth, ...others } = this.#backendConfig();
    const isImported = imported !== undefined;
    if (answers) {
      writeFileWhole(this.#files.cliInputs(answers.resourceName), jsonText(inputsOf(answers, imported)));
    }
    const described = answers && { auth: { [answers.resourceName]: describedAuth(answers, isImported) } };
    writeFileWhole(this.#files.backendConfig, jsonText({ ...described, ...others }));
    const outputs = imported ?? this.pushed().outputs;
    writeFileWhole(this.#files.meta, jsonText(metaOf(this.environment, answers, isImported, outputs)));
    if (before !== undefined && before !== answers?.resourceName) {
      rmSync(this.#files.resource(before), { recursive: true, force: true });
    }
  }
}

/** @param {Pushed} pushed */
const hasMade = ({ backend, outputs, roleArns = {} }) =>
  backend !== undefined || Object.keys({ ...outputs, ...roleArns }).length > 0;

/**
 * Refuses a second project in a folder, and a folder that is another tool's.
 *
 * @param {string} cwd
 */
export function refuseSecond(cwd) {
  const root = resolve(cwd);
  const files = projectFiles(root);
  if (!existsSync(files.amplify)) return;
  // It was interrupted before the mark of a project was written.
  if (!existsSync(files.projectConfig)) {
    if (isOwnGitignore(files.gitignore)) return;
    throw foreign(root);
  }
  const { environment } = Project.find(root);
  throw new CliError(
    `This folder is the project "${environment.projectName}" already. Go on with "cognito-wasm add auth".`,
  );
}

/**
 * Refuses a project inside another one: commands would find now the one, now the other.
 *
 * @param {string} cwd
 */
export function refuseInside(cwd) {
  for (let folder = dirname(resolve(cwd)); ; folder = dirname(folder)) {
    if (existsSync(projectFiles(folder).projectConfig)) {
      throw new CliError(
        `This folder lies in the project at ${folder}. Go there, or make another project here with --force.`,
      );
    }
    if (dirname(folder) === folder) return;
  }
}

/** @param {string} path */
const isOwnGitignore = (path) => existsSync(path) && readFileSync(path, 'utf8') === gitignore;

/** @param {string} root */
const foreign = (root) =>
  new CliError(
    `${join(root, 'amplify')} was made by another tool, so it stays as it is. Use another folder, or "cognito-wasm pull" with the IDs.`,
  );
