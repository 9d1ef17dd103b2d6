import { memberOfAny } from '../values/members.js';

/** What is behind a storage as Rust works on it. Two of them with the same source have the same items. */
export const sourceOf = (storage: unknown): unknown => memberOfAny(storage, 'source') ?? storage;
