/** The console of a service worker is not visible. This code for one sends the lines to its page. */
export const logToPage = "const console = { log: (line) => new BroadcastChannel('lines').postMessage(line) };";

/**
 * A page that logs what its service worker prints.
 *
 * @param {string} script
 * @param {'classic' | 'module'} [type]
 */
export const pageOfServiceWorker = (script, type = 'classic') => `<!doctype html><script>
  new BroadcastChannel('lines').onmessage = ({ data }) => console.log(data);
  navigator.serviceWorker.register('${script}', { type: '${type}' });
</script>`;
