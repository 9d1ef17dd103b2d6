import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapped } from '../src/terminal/wrapped.js';

test('a text breaks between words, and keeps its indentation', () => {
  assert.equal(wrapped('  one two three four', 11), '  one two\n  three\n  four');
});

test('what fits stays as it is, spaces included', () => {
  assert.equal(wrapped('a   b\n\n  c', 5), 'a   b\n\n  c');
  assert.equal(wrapped('a   b   c', Infinity), 'a   b   c');
});

test('colours take no room', () => {
  assert.equal(wrapped('\u001b[1mone\u001b[22m two', 7), '\u001b[1mone\u001b[22m two');
});

test('a word that is longer than a line stays whole', () => {
  assert.equal(wrapped('see http://localhost:9229/ there', 8), 'see\nhttp://localhost:9229/\nthere');
});
