/** Differences in a pool that remembers devices. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

/** @type {Expected[]} */
export const inDevices = [
  {
    because: 'the name of a device has only the platform and brands that the browser gives every page',
    path: /^requests\/\d+\/body\/DeviceName$/,
  },
  {
    because: 'the typed name is stored with the name that the device is stored under',
    steps: /^(signIn|a refresh|fetchDevices|rememberDevice)/,
    path: /^localStorage\/[^/]+\.deviceAliases$/,
    amplify: absent,
  },
  {
    because: 'the device is used after an alias was typed too; it is stored under the name that the service uses',
    steps: /^signIn by e-mail address with the password itself on a remembered device$/,
    path: /^(requests\/1\/body\/AuthParameters\/DEVICE_KEY|requests\/[23]|localStorage\/[^/]+\.(my@email\.com|username)\.\w+|localStorage\/[^/]+\.LastAuthUser)/,
  },
  {
    because:
      'a device that the service forgot does not end the session: it is removed here too, and the refresh is sent again',
    steps: /^a refresh with a device that the service forgot$/,
    path: /^(outcome\/(value|error)|requests\/1|events\/0\/(event|data)|localStorage\/[^/]+\.(deviceKey|deviceGroupKey|randomPasswordKey))$/,
  },
];
