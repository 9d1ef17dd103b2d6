/** The pool's password rule, as `ResourcesConfig` carries it. */
export interface PasswordFormat {
  readonly minLength?: number | undefined;
  readonly requireLowercase?: boolean | undefined;
  readonly requireUppercase?: boolean | undefined;
  readonly requireNumbers?: boolean | undefined;
  readonly requireSpecialCharacters?: boolean | undefined;
}

export interface PasswordRule {
  readonly text: string;
  readonly met: (password: string) => boolean;
}

/** The rules that a password must meet, in the order in which they are shown. */
export function passwordRules(format: PasswordFormat): PasswordRule[] {
  const { minLength = 0 } = format;
  const rules: PasswordRule[] = [];
  if (minLength > 0)
    rules.push({
      text: `At least ${String(minLength)} characters`,
      met: (password) => password.length >= minLength,
    });
  if (format.requireLowercase) rules.push({ text: 'A lower-case letter', met: (password) => /[a-z]/.test(password) });
  if (format.requireUppercase) rules.push({ text: 'An upper-case letter', met: (password) => /[A-Z]/.test(password) });
  if (format.requireNumbers) rules.push({ text: 'A digit', met: (password) => /\d/.test(password) });
  if (format.requireSpecialCharacters)
    rules.push({ text: 'A special character', met: (password) => /[^A-Za-z0-9]/.test(password) });
  return rules;
}
