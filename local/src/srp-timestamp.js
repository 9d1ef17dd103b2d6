import { invalidParameter } from './errors.js';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LENIENT = /^(sun|mon|tue|wed|thu|fri|sat) ([a-z]{3}) (\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2}) (utc|gmt) (\d{4})$/i;

/**
 * Reads the `TIMESTAMP` of a password claim as AWS does: it accepts several spellings, but returns the canonical
 * one that must be signed (the date's real weekday, an unpadded day, UTC). If a client signed another spelling, its
 * signature is wrong.
 *
 * @param {string} text
 * @returns {string} for example `Tue Jan 2 03:04:05 UTC 2024`
 */
export function canonicalTimestamp(text) {
  const parts = LENIENT.exec(text);
  const [, , month = '', day, hours, minutes, seconds, zone = '', year] = parts ?? [];
  const monthIndex = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  // Unlike the names, the zone is case-sensitive.
  if (parts === null || monthIndex < 0 || zone !== zone.toUpperCase()) throw malformed();

  const numbers = [Number(day), Number(hours), Number(minutes), Number(seconds)];
  const date = new Date(Date.UTC(Number(year), monthIndex, ...numbers));
  const readBack = [date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  if (readBack.some((number, i) => number !== numbers[i])) throw malformed();

  return formatTimestamp(date);
}

/** @param {Date} date */
export function formatTimestamp(date) {
  const weekday = WEEKDAYS[date.getUTCDay()];
  const time = date.toISOString().slice(11, 19);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${weekday} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} UTC ${year}`;
}

const malformed = () => invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
