/** A message of the library, which may begin in lower case and end without a stop, as a sentence. */
export function sentence(text: string): string {
  const stopped = /[.!?…]$/.test(text) ? text : `${text}.`;
  return stopped.charAt(0).toUpperCase() + stopped.slice(1);
}
