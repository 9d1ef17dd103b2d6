/**
 * Comes before the worker's file: tests move its clock over a channel, and choose by the query of its address how its storage fails,
 * whether it looks at the storage more often, and whether they know the random password of a device.
 * Playwright reaches pages only.
 */
{
  const { now } = Date;
  let passed = 0;
  Date.now = () => now() + passed;
  const clock = new BroadcastChannel('the clock of the vault');
  clock.onmessage = ({ data }) => {
    passed += data;
    clock.postMessage('moved');
  };

  const query = new URLSearchParams(location.search);
  if (query.has('hurry')) {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (callback, milliseconds) =>
      setTimeout(callback, milliseconds === 15_000 ? 100 : milliseconds);
  }
  if (query.has('known')) {
    const { getRandomValues } = Crypto.prototype;
    Crypto.prototype.getRandomValues = function (array) {
      return array.byteLength === 40 ? array.fill(7) : getRandomValues.call(this, array);
    };
  }
  const failure = query.get('storage');
  if (failure === 'full') {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
      if (String(key).includes('Token')) throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  }
  if (failure === 'denied') {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  }
}
