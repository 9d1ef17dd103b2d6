/** Something that a person has to see to: the message is one line which says what to do. */
export class Failure extends Error {}
