/** The user of the project's acceptance scenarios. */
export const person = {
  username: 'username',
  email: 'my@email.com',
  password: 'Password123',
} as const;
