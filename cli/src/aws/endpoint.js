import { CliError } from '../errors.js';

/**
 * The address of services that are not AWS's. It is written into the configuration files, so nothing else may be in it.
 *
 * @param {string} address
 * @param {string} name of the flag or the variable
 * @returns {URL}
 */
export function readEndpoint(address, name) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw refusal(
      `${name} must be an address such as http://localhost:9229, not ${JSON.stringify(address.slice(0, 60))}.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal(`${name} has a user name or password in it. Leave it out: the address is written into files.`);
  }
  if (url.search !== '' || url.hash !== '') throw refusal(`${name} must end before ? and #.`);
  return url;
}

/** @param {string} message */
const refusal = (message) => new CliError(message, { exitCode: 2 });
