/** What differs in a pool that follows devices. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

/** @type {Expected[]} */
export const inDevices = [
  {
    because:
      'the name of a device has the platform and the brands that the browser tells every page, and asks for no more',
    path: /^requests\/\d+\/body\/DeviceName$/,
  },
  {
    because: 'the name that was typed is remembered with the name that the device is stored under',
    steps: /^(signIn|a refresh|fetchDevices|rememberDevice)/,
    path: /^localStorage\/[^/]+\.deviceAliases$/,
    amplify: absent,
  },
  {
    because:
      'the device is named, and proves itself, where an alias was typed; what is stored is under the name that the service has',
    steps: /^signIn by e-mail address with the password itself on a remembered device$/,
    path: /^(requests\/1\/body\/AuthParameters\/DEVICE_KEY|requests\/[23]|localStorage\/[^/]+\.(my@email\.com|username)\.\w+|localStorage\/[^/]+\.LastAuthUser)/,
  },
  {
    because:
      'a device that the service forgot does not end the session: it is forgotten here as well, and the refresh sent once more',
    steps: /^a refresh with a device that the service forgot$/,
    path: /^(outcome\/(value|error)|requests\/1|events\/0\/(event|data)|localStorage\/[^/]+\.(deviceKey|deviceGroupKey|randomPasswordKey))$/,
  },
];
