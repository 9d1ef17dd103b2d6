const labels: Readonly<Record<string, string>> = {
  email: 'E-mail',
  phone_number: 'Phone',
  sub: 'User ID',
  preferred_username: 'Preferred username',
  zoneinfo: 'Time zone',
};

/** A user attribute in words. */
export function attributeLabel(name: string): string {
  const words = name.replace(/^custom:/, '').replaceAll('_', ' ');
  return labels[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
