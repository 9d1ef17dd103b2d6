import { readFileSync } from 'node:fs';
import { COMMAND_OPTIONS } from 'cognito-wasm-local/command';
import { Command, CommanderError, Option } from 'commander';
import { CliError } from './errors.js';
import { optional } from './answers/readers.js';
import { answerFlags } from './answers/flags.js';
import { formats, resourceName as readResourceName } from './answers/values.js';

/** @typedef {import('./context.js').Context} Context */

const walk = `
A backend in three steps:

  $ cognito-wasm init            asks for a name and a region
  $ cognito-wasm add auth        three questions; Enter takes the defaults
  $ cognito-wasm push            shows what it will make on AWS, and makes it

Afterwards amplifyconfiguration.json names the backend, and your app can use it:

  import { Amplify } from 'cognito-wasm';
  await Amplify.configure();     fetches it from a served folder such as public/

Without AWS, on this machine:

  $ cognito-wasm local           keeps running; in another terminal:
  $ cognito-wasm push --endpoint http://localhost:9229

"cognito-wasm add auth --help" lists the flags that replace the questions.
`;

/**
 * Runs one command.
 *
 * @param {readonly string[]} args
 * @param {Context} context
 */
export async function runCommandLine(args, context) {
  let problem = '';
  const program = programFor(context, (text) => (problem += text));
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    if (args[0] === 'help' && error.code === 'commander.help')
      problem = `there is no command "${args.slice(1).join(' ')}"`;
    else if (error.code === 'commander.help')
      problem = `say what to ${args[0]}, such as "cognito-wasm ${args[0]} ${args[0] === 'auth' ? 'add' : 'auth'}"`;
    throw new CliError(sentence(problem || error.message), { cause: error, exitCode: 2 });
  }
}

/**
 * What the parser has to say, as one line.
 *
 * @param {string} text
 */
function sentence(text) {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.)?]$/.test(line) ? '' : '.'} See --help.`;
}

/**
 * @param {Context} context
 * @param {(text: string) => void} collect takes what is wrong with a command line
 */
function programFor(context, collect) {
  const program = new Command('cognito-wasm')
    .description('Makes the Amazon Cognito backend of an app, and writes the configuration files that the app reads.')
    .version(version(), '-v, --version')
    .addHelpText('after', walk);
  set(program, context, collect);

  program
    .command('init')
    .description('begin a project in this folder')
    .option('--name <name>', 'of the project: 3 to 20 letters and digits')
    .option('--environment <name>', 'such as dev (default) or prod')
    .option('--region <region>', 'of AWS, such as eu-central-1')
    .option('--formats <list>', `configuration files: ${formats.join(', ')}; can be changed later`)
    .option('--directory <folder>', 'of the configuration files, such as public; can be changed later')
    .option('-y, --yes', 'take the defaults')
    .option('--force', 'also inside the folder of another project')
    .action(async (options) => (await import('./commands/init.js')).init(context, options));

  const add = program.command('add').description('add auth: decide what the backend is to be');
  const update = program.command('update').description('update auth: change what has been decided');
  const importing = program.command('import').description('import auth: use a user pool that is there already');
  const remove = program.command('remove').description('remove auth: take it out of the project');
  const auth = program.command('auth', { hidden: true }).description('the same commands, the other way round');

  for (const command of [add.command('auth'), auth.command('add')]) addAuth(command, context);
  for (const command of [update.command('auth'), auth.command('update')]) updateAuth(command, context);
  for (const command of [importing.command('auth'), auth.command('import')]) importAuth(command, context);
  for (const command of [remove.command('auth'), auth.command('remove')]) removeAuth(command, context);

  withPlace(program.command('push'))
    .description('make the backend, or change it, and write the configuration files')
    .option('-y, --yes', 'do not ask before it begins')
    .option('--overwrite-drift', 'set back what somebody else has changed')
    .option('--new-secrets <list>', 'facebook, google, amazon, apple: ask for their secrets again')
    .action(async ({ yes = false, overwriteDrift = false, newSecrets = '', endpoint, profile }) =>
      (await import('./commands/push.js')).push(context, { yes, overwriteDrift, newSecrets, endpoint, profile }),
    );
  withPlace(program.command('status'))
    .description('show what has been made, and what the next push would change')
    .action(async ({ endpoint, profile }) =>
      (await import('./commands/status.js')).status(context, { endpoint, profile }),
    );
  withPlace(program.command('pull'))
    .description('write the configuration files from resources that are there')
    .option('--user-pool-id <id>', 'by default, of this project')
    .option('--web-client-id <id>', 'app client of pages')
    .option('--native-client-id <id>', 'app client of apps on phones')
    .option('--identity-pool-id <id>', 'identity pool')
    .option('--formats <list>', `configuration files: ${formats.join(', ')}`)
    .option('--directory <folder>', 'of the configuration files')
    .action(async (options) => (await import('./commands/pull.js')).pull(context, options));
  local(program.command('local'), context);
  return program;
}

/**
 * How a command and those below it report a wrong command line.
 *
 * @param {Command} command
 * @param {Context} context
 * @param {(text: string) => void} collect
 */
function set(command, { terminal }, collect) {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.say(text.replace(/\n$/, '')),
      writeErr: collect,
      getOutHelpWidth: () => Math.min(terminal.columns, 80),
    })
    .configureHelp({ showGlobalOptions: false })
    .showSuggestionAfterError(true);
}

/** @param {Command} command */
const withPlace = (command) =>
  command
    .option('--endpoint <address>', 'of another Cognito, such as http://localhost:9229 (also AWS_ENDPOINT_URL)')
    .option('--profile <name>', 'of your AWS configuration');

/** @param {Command} command */
function withAnswers(command) {
  for (const { name, value, description } of answerFlags) {
    command.addOption(new Option(value === '' ? `--${name}` : `--${name} <${value}>`, description));
  }
  return command.option('--headless', 'read the answers as JSON from standard input');
}

/**
 * @param {Command} command
 * @param {Context} context
 */
const addAuth = (command, context) =>
  withAnswers(command.option('--defaults', 'take the defaults and ask nothing'))
    .description('decide what the backend is to be. With any of these flags, it asks nothing')
    .option('--resource-name <name>', 'of the resource in this project')
    .action(async (options, self) =>
      (await import('./commands/add-auth.js')).addAuth(context, {
        headless: options.headless ?? false,
        defaults: options.defaults ?? false,
        flags: given(self),
        resourceName: optional(readResourceName)(options.resourceName, '--resource-name'),
      }),
    );

/**
 * @param {Command} command
 * @param {Context} context
 */
const updateAuth = (command, context) =>
  withAnswers(command)
    .description('change what has been decided. With any of these flags, it asks nothing')
    .action(async (options, self) =>
      (await import('./commands/update-auth.js')).updateAuth(context, {
        headless: options.headless ?? false,
        defaults: false,
        flags: given(self),
        resourceName: undefined,
      }),
    );

/**
 * @param {Command} command
 * @param {Context} context
 */
const importAuth = (command, context) =>
  withPlace(command)
    .description('use a user pool that is there already')
    .option('--user-pool-id <id>', 'such as eu-central-1_AbCdEf123')
    .option('--web-client-id <id>', 'app client of pages')
    .option('--native-client-id <id>', 'app client of apps on phones; by default, the same')
    .option('--identity-pool-id <id>', 'identity pool')
    .option('--headless', 'read the IDs as JSON from standard input')
    .action(async ({ headless = false, ...options }) =>
      (await import('./commands/import-auth.js')).importAuth(context, { headless, ...options }),
    );

/**
 * @param {Command} command
 * @param {Context} context
 */
const removeAuth = (command, context) =>
  command
    .description('take auth out of this project; the next push deletes it')
    .option('-y, --yes', 'do not ask')
    .action(async ({ yes = false }) => (await import('./commands/remove-auth.js')).removeAuth(context, { yes }));

/**
 * Takes whatever the command of the local Cognito takes.
 *
 * @param {Command} command
 * @param {Context} context
 */
function local(command, context) {
  for (const [name, { value, isRepeatable, text }] of Object.entries(COMMAND_OPTIONS)) {
    const option = new Option(value === undefined ? `--${name}` : `--${name} <${value}>`, text);
    command.addOption(isRepeatable ? option.argParser(collected) : option);
  }
  command
    .description('run a Cognito on this machine, for development and tests')
    .action(async () =>
      (await import('./commands/local.js')).local(
        context,
        Object.fromEntries(Object.keys(COMMAND_OPTIONS).map((name) => [name, command.getOptionValue(camelCase(name))])),
      ),
    );
}

/**
 * @param {string} value
 * @param {string[]} [before]
 */
const collected = (value, before = []) => [...before, value];

/**
 * The flags of answers that stand on the command line.
 *
 * @param {Command} command
 * @returns {ReadonlyMap<string, string | true>}
 */
function given(command) {
  /** @type {Map<string, string | true>} */
  const flags = new Map();
  for (const { name } of answerFlags) {
    const isNegative = name.startsWith('no-');
    const key = camelCase(isNegative ? name.slice('no-'.length) : name);
    if (command.getOptionValueSource(key) !== 'cli') continue;
    const value = command.getOptionValue(key);
    if (isNegative ? value === false : value !== false) flags.set(name, typeof value === 'string' ? value : true);
  }
  return flags;
}

/** @param {string} name */
const camelCase = (name) => name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

function version() {
  const { version: number } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String(number);
}
