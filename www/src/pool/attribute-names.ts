const labels: Readonly<Record<string, string>> = {
  email: 'E-mail',
  phone_number: 'Phone',
  sub: 'User ID',
  preferred_username: 'Preferred username',
  zoneinfo: 'Time zone',
};

/** The label of a user attribute. */
export function attributeLabel(name: string): string {
  const words = name.replace(/^custom:/, '').replaceAll('_', ' ');
  return labels[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
