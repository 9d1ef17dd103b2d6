/** A problem for the person at the terminal; the message is one line that says what to do. */
export class Failure extends Error {}
