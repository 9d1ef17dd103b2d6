/** The page around a call: its storage, its address, its clock, and what has happened to `Object.prototype`. */

/** @typedef {import('./cases.mjs').Case} Case */

/**
 * Replaces a member of an object until the returned function is called.
 *
 * @param {object} holder
 * @param {PropertyKey} name
 * @param {PropertyDescriptor} descriptor
 */
function replace(holder, name, descriptor) {
  const original = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { configurable: true, ...descriptor });
  return () => {
    if (original) Object.defineProperty(holder, name, original);
    else Reflect.deleteProperty(holder, name);
  };
}

/**
 * @param {{ local: Storage, session: Storage }} storages
 * @param {(search: string) => void} go to an address with this search
 */
export function pageAround({ local, session }, go) {
  const { setItem, getItem, key, clear } = Object.getPrototypeOf(local);
  const itemsOf = (storage) => {
    const found = [];
    for (let name = key.call(storage, 0); name !== null; name = key.call(storage, found.length))
      found.push([name, getItem.call(storage, name)]);
    // The module's trial of a storage that removes nothing leaves some behind.
    return found.filter(([name]) => !name.startsWith('cognito-wasm.trial.')).sort();
  };
  const items = () => [itemsOf(local), itemsOf(session)];
  /** @param {Case} given */
  const enter = ({ items: given, ofTab, now, search, polluted, place, placeOf }) => {
    for (const [storage, members] of [
      [local, given],
      [session, ofTab],
    ]) {
      clear.call(storage);
      for (const [name, value] of Object.entries(members)) setItem.call(storage, name, value);
    }
    const { setTimeout: start } = globalThis;
    // The module pauses before it repairs a session, in case another tab is writing it.
    const hurried = (callback, ms) => start.call(globalThis, callback, ms < 1_000 ? 0 : ms);
    const undo = [
      replace(Date, 'now', { value: () => now }),
      replace(globalThis, 'setTimeout', { value: hurried, writable: true }),
    ];
    if (search !== '') {
      go(search);
      undo.push(() => go(''));
    }
    if (place) {
      const { undo: undoPlace, ...descriptor } = place(placeOf === 'localStorage' ? local : session);
      undo.push(undoPlace ?? replace(globalThis.window, placeOf, descriptor));
    }
    for (const [name, value] of Object.entries(polluted))
      undo.push(replace(Object.prototype, name, { value, writable: true, enumerable: true }));
    return () => {
      for (const step of undo.reverse()) step();
    };
  };
  return { items, enter };
}

/** The service refuses every request, without a pause before another attempt. */
export function refuseRequests() {
  globalThis.fetch = async () =>
    new Response('{"__type":"InvalidParameterException","message":"refused"}', { status: 400 });
}
