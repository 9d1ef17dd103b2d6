import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesTable } from '../src/terminal/changes-table.js';
import { colorsOf } from '../src/terminal/colors.js';

const plain = colorsOf(false, {});
const change = (operation, resource, name, details = []) => ({
  operation,
  resource,
  type: 'AWS::Cognito::UserPool',
  name,
  details,
});

test('the table has a heading and a line for each change', () => {
  const lines = changesTable(
    [
      change('Create', 'UserPool', 'shop-dev'),
      change('Update', 'UserPoolClientWeb', 'web', ['RefreshTokenValidity: 30 → 7']),
    ],
    { columns: 80, colors: plain },
  );
  assert.deepEqual(lines, [
    '  Operation  Resource           Name',
    '  Create     UserPool           shop-dev',
    '  Update     UserPoolClientWeb  web',
    '    RefreshTokenValidity: 30 → 7',
  ]);
});

for (const columns of [40, 80, 120]) {
  test(`no line is wider than ${columns} columns`, () => {
    const long = 'a'.repeat(200);
    const details = [`Policies.PasswordPolicy.MinimumLength: ${'8 → 10, '.repeat(40)}`];
    for (const line of changesTable([change('No change', long, long, details)], { columns, colors: plain })) {
      assert.ok(line.length <= columns, `${line.length}: ${line}`);
    }
  });
}

test('a file gets whole lines', () => {
  const name = 'a'.repeat(200);
  assert.match(
    changesTable([change('Create', 'UserPool', name)], { columns: Infinity, colors: plain }).join('\n'),
    /a{200}/,
  );
});

test('names from outside cannot control the terminal', () => {
  const text = changesTable([change('Create', 'UserPool', '\u001b[2Jx\ny\u202e', ['\u009b1m'])], {
    columns: 80,
    colors: plain,
  }).join('|');
  assert.match(text, /\\u001b\[2Jx\\u000ay\\u202e/);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(text, /[\u0000-\u001f\u0080-\u009f]/);
});

test('colours are for terminals, and NO_COLOR and TERM=dumb turn them off', () => {
  const colored = (isTerminal, env) => colorsOf(isTerminal, env).red('x') !== 'x';
  assert.deepEqual(
    [
      colored(true, {}),
      colored(false, {}),
      colored(true, { NO_COLOR: '1' }),
      colored(true, { NO_COLOR: '' }),
      colored(true, { TERM: 'dumb' }),
    ],
    [true, false, false, true, false],
  );
});
