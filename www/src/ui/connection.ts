/** Whether there is a connection, as the events of the window say. The card that makes trouble sends these events, too. */
let isDown = !navigator.onLine;
window.addEventListener('offline', () => {
  isDown = true;
});
window.addEventListener('online', () => {
  isDown = false;
});

export function isOffline(): boolean {
  return isDown;
}
