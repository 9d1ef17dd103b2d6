/** How browsers name themselves, the more particular first: most of them also call themselves Chrome or Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\b(Edg|EdgA|EdgiOS|Microsoft Edge)\//, 'Edge'],
  [/\b(OPR|Opera|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS|Chrome OS/, 'ChromeOS'],
  [/Macintosh|Mac OS X|macOS/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

/**
 * The name of a device for people. Libraries name a device after the browser: by its user agent, or as `macOS Google Chrome/131`. Other
 * names stay as they are.
 */
export function deviceName(name: string | undefined): string {
  if (name === undefined || name === '') return 'Unnamed device';
  if (!/\/\d/.test(name)) return name;
  const find = (table: readonly (readonly [RegExp, string])[]): string | undefined =>
    table.find(([pattern]) => pattern.test(name))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? name);
}
