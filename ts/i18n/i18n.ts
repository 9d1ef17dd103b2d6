import { invalidInput } from '../errors/invalidInput.js';
import { pageLanguage } from '../platform/language.js';
import { shared } from '../shared/shared.js';

/** The texts of one language, by their key: mostly the English text. */
export type Vocabulary = Readonly<Record<string, string>>;

/** Translations of an interface's texts. Amplify UI reads them. */
export interface Translations {
  /** Chooses the language, such as `de` or `pt-BR`. Until then it is the browser's; on a server there is none. */
  setLanguage(language: string): void;

  /**
   * The text for a key in the chosen language; for `de-AT` that of `de` if there is no other.
   *
   * @param defaultText - What to return if there is none. By default, the key.
   */
  get(key: string, defaultText?: string): string;

  /**
   * Adds texts of one language, or replaces them.
   *
   * @throws `AuthError` named `InvalidParameterException` if it is not an object of texts. Nothing has been added then.
   */
  putVocabulariesForLanguage(language: string, vocabulary: Vocabulary): void;

  /** Does the same for several languages: `{ de: { 'Sign in': 'Anmelden' } }`. */
  putVocabularies(vocabularies: Readonly<Record<string, Vocabulary>>): void;
}

interface Texts {
  language?: string;
  readonly vocabularies: Map<string, Map<string, string>>;
}

/** What all copies of the package in the page share. Made on first use. */
function texts(): Texts {
  const state = shared() as { texts?: Texts };
  return (state.texts ??= { vocabularies: new Map() });
}

/** The members of a value from outside. */
function entriesOf(value: unknown, name: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) throw invalidInput(`${name} is not an object`);
  try {
    return Object.entries(value);
  } catch (reason) {
    throw invalidInput(`${name} cannot be read`, reason);
  }
}

function checked(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalidInput(`${name} is not text`);
  return value;
}

/** Adds all of them, or none. */
function put(vocabularies: readonly (readonly [language: unknown, vocabulary: unknown])[]): void {
  const read = vocabularies.map(([given, vocabulary]) => {
    const language = checked(given, 'the language');
    const entries = entriesOf(vocabulary, `the vocabulary of ${language}`);
    return [
      language,
      entries.map(([key, text]) => [key, checked(text, `the text for "${key}" in ${language}`)] as const),
    ] as const;
  });
  const all = texts().vocabularies;
  for (const [language, entries] of read) all.set(language, new Map([...(all.get(language) ?? []), ...entries]));
}

/**
 * The translations that Amplify UI shows, with the functions of Amplify's `I18n`.
 *
 * @example
 * ```ts
 * I18n.putVocabularies({ de: { 'Sign in': 'Anmelden' } });
 * I18n.setLanguage('de');
 * I18n.get('Sign in'); // Anmelden
 * ```
 */
export const I18n: Translations = {
  setLanguage(language: string): void {
    texts().language = checked(language, 'the language');
  },

  get(key: string, defaultText: string = key): string {
    const { language = pageLanguage() ?? '', vocabularies } = texts();
    const [general = ''] = language.split('-');
    // As in Amplify, an empty text counts as missing.
    return vocabularies.get(language)?.get(key) || vocabularies.get(general)?.get(key) || defaultText;
  },

  putVocabulariesForLanguage(language: string, vocabulary: Vocabulary): void {
    put([[language, vocabulary]]);
  },

  putVocabularies(vocabularies: Readonly<Record<string, Vocabulary>>): void {
    put(entriesOf(vocabularies, 'the argument'));
  },
};
