import { memberOfAny, ownMembers } from '../values/members.js';

/** By this member, a storage of any copy of this package lets its copy know that everything in it was removed. */
const memberName = 'cognito-wasm.clears';

/** Those who want to hear when everything in a storage was removed. */
export interface Clears {
  /** How often that has happened. */
  readonly count: number;
  /** Whether anybody wants to hear of it. */
  readonly isHeard: boolean;
  tell(): void;
}

/** Lets others hear of it. */
export function tellOfClears(storage: object): Clears {
  const listeners: (() => void)[] = [];
  const listen = (listener: () => void): void => {
    listeners.push(listener);
  };
  Object.defineProperty(storage, Symbol.for(memberName), ownMembers({ value: listen }));
  let count = 0;
  return {
    get count() {
      return count;
    },
    get isHeard() {
      return listeners.length > 0;
    },
    tell() {
      count += 1;
      for (const listener of listeners) listener();
    },
  };
}

/** Calls back whenever everything in a storage was removed. Does nothing with a storage that cannot tell. */
export function hearOfClears(storage: object, listener: () => void): void {
  const listen = memberOfAny(storage, Symbol.for(memberName));
  if (typeof listen === 'function') Reflect.apply(listen, storage, [listener]);
}
