/** Configurations that take effect without the module, against what the module says about them. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { convert, dataOf } from '../../dist/configuration/parseAmplifyConfig.js';
import { plainPool } from '../../dist/glance/plainPool.js';
import { readyWasm } from '../../dist/loader/readyWasm.js';
import { frozenCopy } from '../../dist/values/frozenCopy.js';
import { configurations, endpoints, fields, plainConfiguration, wrong } from '../glance/configurations.mjs';
import { seeded } from '../glance/random.mjs';

/** What is plain about a configuration, as `ConfiguredClient` finds out. */
function poolOf(config) {
  try {
    const data = frozenCopy(dataOf(config));
    return plainPool(data, convert(data));
  } catch {
    return undefined;
  }
}

describe('a plain configuration', () => {
  let instance;

  before(async () => {
    instance = await readyWasm();
  });

  /** Whether it is plain. If so, the module must accept it as it is, without warnings. */
  function check(config, name) {
    if (!poolOf(config)) return false;
    let client;
    try {
      client = instance.createClient(frozenCopy(config), { isDefault: false, emit() {} });
    } catch (error) {
      throw new Error(`${name} is refused: ${error.message}\n${JSON.stringify(config)}`, { cause: error });
    }
    assert.deepEqual(client.warnings(), [], `${name}: ${JSON.stringify(config)}`);
    client.free();
    return true;
  }

  const withField = (name, value) => ({ Auth: { Cognito: { ...plainConfiguration().Auth.Cognito, [name]: value } } });

  it('is accepted by the module, with any value of any field', () => {
    const plain = Object.entries(fields).map(([name, values]) => {
      const all = [...values, ...wrong()];
      return [name, all.filter((value, index) => check(withField(name, value), `${name}, value ${index}`)).length];
    });
    assert.ok(
      plain.every(([name, count]) => count > 0 || ['dangerouslyAllowHttpEndpoints', 'clientSecret'].includes(name)),
    );
  });

  it('is accepted by the module, whatever its shape', () => {
    const names = Object.keys(configurations);
    const counts = Object.fromEntries(names.map((name) => [name, 0]));
    for (let seed = 1; seed <= 4_000; seed += 1) {
      const random = seeded(seed);
      const name = names[seed % names.length];
      if (check(configurations[name](random), `seed ${seed}, ${name}`)) counts[name] += 1;
    }
    assert.ok(counts['a whole one'] > 100 && counts['other categories'] > 20, JSON.stringify(counts));
    for (const shape of ['mobile', 'older mobile', 'exports', 'outputs', 'resources'])
      assert.ok(counts[`the shape ${shape}`] > 100, JSON.stringify(counts));
    assert.ok(counts['odd shapes'] > 30 && counts['odd shapes as text'] > 30, JSON.stringify(counts));
    // Rust warns about it.
    assert.equal(counts['the shape handwritten'], 0);
  });

  it('has an endpoint of https, or on this machine, written plainly', () => {
    const plain = endpoints.filter((url) => check(withField('userPoolEndpoint', url), url));
    assert.deepEqual(plain, [
      'https://auth.example.com',
      'https://auth.example.com/',
      'https://auth.example.com:8443/a/b-c/d.e',
      'https://a_b.example',
      'https://localhost',
      'http://localhost:9229',
      'http://127.0.0.1/',
      'https://auth.example.com:0',
      'https://auth.example.com:99999',
      'https://auth.example.com/../x',
    ]);
  });

  it('has ids without characters that a key of the storage could be confused by', () => {
    const plain = fields.userPoolClientId.filter(
      (id) => id.length < 100 && check(withField('userPoolClientId', id), id),
    );
    assert.deepEqual(plain, ['client', 'a+b', 'A_b1', '__proto__']);
  });

  it('has no objects of classes, which are not copied and may change', () => {
    for (const value of [new Date(0), new URL('https://a.example'), new Map()])
      assert.equal(check({ ...plainConfiguration(), API: { value } }, 'class'), false);
    assert.equal(check({ ...plainConfiguration(), API: { value: Object.create(null) } }, 'no class'), true);
  });

  it('says whether there is an identity pool, and whether guests may ask it', () => {
    const identityPoolId = 'eu-west-1:0e1b';
    for (const [more, expected] of [
      [{}, [false, false]],
      [{ identityPoolId: '' }, [false, false]],
      [{ identityPoolId: null, allowGuestAccess: true }, [false, true]],
      [{ identityPoolId }, [true, false]],
      [{ identityPoolId, allowGuestAccess: false }, [true, false]],
      [{ identityPoolId, allowGuestAccess: true }, [true, true]],
    ]) {
      const config = { Auth: { Cognito: { ...plainConfiguration().Auth.Cognito, ...more } } };
      const { identityPoolId: id, allowsGuests } = poolOf(config);
      assert.deepEqual([Boolean(id), Boolean(allowsGuests)], expected, JSON.stringify(more));
    }
  });
});
