import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { I18n } from '../../dist/utils.js';
import { withGlobals } from './fakeCookies.mjs';

const key = Symbol.for('cognito-wasm');

describe('I18n', () => {
  afterEach(() => {
    delete globalThis[key];
  });

  it('returns the text of the chosen language', () => {
    I18n.putVocabularies({ de: { 'Sign in': 'Anmelden' }, fr: { 'Sign in': 'Se connecter' } });
    I18n.setLanguage('fr');
    assert.equal(I18n.get('Sign in'), 'Se connecter');
    I18n.setLanguage('de');
    assert.equal(I18n.get('Sign in'), 'Anmelden');
  });

  it('returns the key, or the default text, if there is no text or an empty one', () => {
    I18n.putVocabularies({ de: { empty: '' } });
    for (const language of ['de', 'en']) {
      I18n.setLanguage(language);
      assert.equal(I18n.get('empty'), 'empty');
      assert.equal(I18n.get('missing', 'Default'), 'Default');
    }
  });

  it('takes a text of the general language if the one of the region has none', () => {
    I18n.putVocabularies({ pt: { a: 'a in pt', b: 'b in pt' }, 'pt-BR': { b: 'b in pt-BR' } });
    I18n.setLanguage('pt-BR');
    assert.deepEqual([I18n.get('a'), I18n.get('b')], ['a in pt', 'b in pt-BR']);
    I18n.setLanguage('pt');
    assert.equal(I18n.get('b'), 'b in pt');
  });

  it('adds to the texts of a language, and replaces those that are there', () => {
    I18n.putVocabulariesForLanguage('de', { a: 'first', b: 'first' });
    I18n.putVocabulariesForLanguage('de', { b: 'second', c: 'second' });
    I18n.setLanguage('de');
    assert.deepEqual([I18n.get('a'), I18n.get('b'), I18n.get('c')], ['first', 'second', 'second']);
  });

  it('speaks the language of the browser in a page until one is chosen, and none on a server', async () => {
    I18n.putVocabularies({ de: { a: 'A' }, fr: { a: 'B' } });
    const navigator = { language: 'de-AT' };
    await withGlobals({ navigator, document: {} }, () => assert.equal(I18n.get('a'), 'A'));
    await withGlobals({ navigator, document: undefined }, () => assert.equal(I18n.get('a'), 'a'));
    I18n.setLanguage('fr');
    await withGlobals({ navigator, document: {} }, () => assert.equal(I18n.get('a'), 'B'));
  });

  it('has no texts that come with every object', () => {
    I18n.putVocabularies({ de: {} });
    I18n.setLanguage('de');
    assert.equal(I18n.get('constructor'), 'constructor');
    I18n.setLanguage('__proto__');
    assert.equal(I18n.get('toString'), 'toString');
    I18n.putVocabularies(JSON.parse('{ "__proto__": { "polluted": "yes" } }'));
    assert.equal({}.polluted, undefined);
    assert.equal(I18n.get('polluted'), 'yes');
  });

  it('refuses what is not text, and adds nothing of it', () => {
    const unreadable = {
      get text() {
        throw new Error('no');
      },
    };
    const refused = [
      [() => I18n.setLanguage(undefined), 'the language is not text'],
      [() => I18n.putVocabularies(null), 'the argument is not an object'],
      [() => I18n.putVocabularies({ de: { a: 'A' }, fr: 'texts' }), 'the vocabulary of fr is not an object'],
      [() => I18n.putVocabularies({ de: { a: 'A' }, fr: { b: 2 } }), 'the text for "b" in fr is not text'],
      [() => I18n.putVocabulariesForLanguage(1, { a: 'A' }), 'the language is not text'],
      [() => I18n.putVocabulariesForLanguage('de', unreadable), 'the vocabulary of de cannot be read'],
    ];
    for (const [call, message] of refused) {
      assert.throws(call, { name: 'InvalidParameterException', category: 'validation', message });
    }
    I18n.setLanguage('de');
    assert.equal(I18n.get('a'), 'a');
  });
});
