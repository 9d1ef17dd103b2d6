const RealDate = Date;

/** How far the page's clock is from the right time. */
let errorMs = 0;
/** How much time has passed for the page and Cognito that has not really passed. */
let passedMs = 0;

/** Sets the page's clock wrong by this much; 0 makes it right. */
export function setClockWrong(milliseconds: number): void {
  errorMs = milliseconds;
  apply();
}

/** Sets the time that has passed without really passing. */
export function setTimePassed(milliseconds: number): void {
  passedMs = milliseconds;
  apply();
}

/** The time by Cognito's clock. */
export function cognitoNow(): number {
  return RealDate.now() + passedMs;
}

/** Replaces the page's `Date`, or gives the browser's back. Dates of a given time stay as they are. */
function apply(): void {
  const shiftMs = errorMs + passedMs;
  if (shiftMs === 0) {
    globalThis.Date = RealDate;
    return;
  }
  const now = (): number => RealDate.now() + shiftMs;
  globalThis.Date = new Proxy(RealDate, {
    get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made) as Date,
    apply: () => new RealDate(now()).toString(),
  });
}
