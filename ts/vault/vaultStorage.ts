import { own } from '../configuration/given.js';
import { EncryptedStorage } from '../storage/encryptedStorage.js';
import { hearOfClears, tellOfClears } from '../storage/clears.js';
import type { KeyValueStorage, StorageChange } from '../types/keyValueStorage.js';

/** The database of all configurations. */
const databaseName = 'cognito-wasm.vault';

/**
 * What a stored session is bound to: the user pool, the app client, and the endpoint to which the refresh token is sent.
 *
 * @param resources - The configuration in Amplify's shape.
 */
export function bindingOf(resources: unknown): string {
  const cognito = own(own(resources, 'Auth'), 'Cognito');
  const parts = ['userPoolId', 'userPoolClientId', 'userPoolEndpoint'].map((name) => own(cognito, name) || '');
  return JSON.stringify(parts);
}

/**
 * The items of one configuration in the encrypted database. The binding is a part of their keys, which are authenticated with the
 * values: under another configuration, an item is not found, and a record that was moved there cannot be decrypted.
 */
export class VaultStorage implements KeyValueStorage {
  readonly #storage = new EncryptedStorage({ name: databaseName });
  readonly #binding: string;

  constructor(binding: string) {
    this.#binding = binding;
    const clears = tellOfClears(this);
    hearOfClears(this.#storage, () => {
      clears.tell();
    });
  }

  getItem(key: string): Promise<string | null> {
    return this.#storage.getItem(this.#keyOf(key));
  }

  setItem(key: string, value: string): Promise<void> {
    return this.#storage.setItem(this.#keyOf(key), value);
  }

  removeItem(key: string): Promise<void> {
    return this.#storage.removeItem(this.#keyOf(key));
  }

  apply(changes: readonly StorageChange[]): Promise<void> {
    return this.#storage.apply(changes.map(({ key, value }) => ({ key: this.#keyOf(key), value })));
  }

  #keyOf(key: string): string {
    return `${this.#binding} ${key}`;
  }
}
