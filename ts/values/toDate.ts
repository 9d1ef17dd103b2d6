/** A time of Cognito's, in seconds since the epoch, as a date; absent and zero are no time. */
export function toDate(seconds: number | undefined): Date | undefined {
  return seconds ? new Date(seconds * 1000) : undefined;
}
