/** Plain texts for messages of Cognito that are written for programmers, or that leave out what people want to know. */

/** Says that the user has tried too often, and how long to wait; undefined for any other error. */
export function attemptText(name: string, message: string): string | undefined {
  if (name === 'NotAuthorizedException' && /password attempts exceeded/i.test(message))
    return 'Too many wrong passwords. The account is locked for a second at first, and twice as long after each further wrong password, up to 15 minutes. Wait, then try again.';
  if (name === 'NotAuthorizedException' && /attempts exceeded/i.test(message))
    return 'Too many wrong codes. Wait up to 15 minutes, then try again.';
  // Cognito has this error for other limits, too, such as the number of passkeys.
  if (name === 'LimitExceededException' && !/maximum/i.test(message))
    return 'Too many attempts. Wait 15 minutes, then try again.';
  return undefined;
}

/** A plain text for a message about a parameter that breaks a rule of Cognito's API; undefined for any other. */
export function plainText(name: string, message: string, field: string | undefined): string | undefined {
  if (name === 'UserLambdaValidationException') return message.replace(/^\w+ failed with error /, '') || undefined;
  if (name !== 'InvalidParameterException' || !/failed to satisfy constraint/i.test(message)) return undefined;
  const longest = /less than or equal to (\d+)/.exec(message)?.[1];
  if (longest !== undefined) return `Enter at most ${longest} characters.`;
  const shortest = /greater than or equal to (\d+)/.exec(message)?.[1];
  if (shortest !== undefined) return `Enter at least ${shortest} characters.`;
  if (field === 'username') return 'A username can have letters, digits and signs, but no spaces.';
  if (field === 'code' || field === 'answer') return 'A code has no spaces or signs.';
  if (field === 'password') return 'A password cannot begin or end with a space.';
  return 'This has characters that Cognito does not accept here.';
}
