/** Converts a time of Cognito's, in seconds since the epoch. `undefined` and 0 mean that there is none. */
export function toDate(seconds: number | undefined): Date | undefined {
  return seconds ? new Date(seconds * 1000) : undefined;
}
