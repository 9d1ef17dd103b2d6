/** Turns a message that may start in lower case and lack a full stop into a sentence. */
export function sentence(text: string): string {
  const stopped = /[.!?…]$/.test(text) ? text : `${text}.`;
  return stopped.charAt(0).toUpperCase() + stopped.slice(1);
}
