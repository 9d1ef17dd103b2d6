/** An `EncryptedStorage` whose data the browser clears. */
import { expect, test } from './fixtures.js';
import { openStorages } from './storages.js';

test('that the site’s data is cleared is told, though the browser refuses connections for a while', async ({
  page,
  harness,
}) => {
  await openStorages(page, harness);
  await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('key', 'cleared');
    const { open } = IDBFactory.prototype;
    let refusals = 0;
    IDBFactory.prototype.open = function (...inputs) {
      const request = open.apply(this, inputs);
      if (refusals === 3) return request;
      refusals += 1;
      request.addEventListener('success', (event) => {
        event.stopImmediatePropagation();
        request.result.close();
        const closed = new DOMException('the connection was closed', 'AbortError');
        Object.defineProperty(request, 'error', { value: closed });
        request.onerror?.(event);
      });
      return request;
    };
    const listen = Reflect.get(storage, Symbol.for('cognito-wasm.clears')) as (listener: () => void) => void;
    listen(() => {
      document.title = `told after ${String(refusals)} refusals`;
    });
  });
  const tools = await page.context().newCDPSession(page);
  const origin = await page.evaluate(() => location.origin);
  await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await expect(page).toHaveTitle('told after 3 refusals');
});
