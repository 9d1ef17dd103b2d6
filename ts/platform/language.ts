import { memberOfAny, readMember } from '../values/members.js';
import { isPage } from './runtime.js';

/** The language that the user prefers, as the browser says. `undefined` outside of pages, so that servers do not use their own. */
export function pageLanguage(): string | undefined {
  const language = isPage() ? memberOfAny(readMember(globalThis, 'navigator'), 'language') : undefined;
  return typeof language === 'string' ? language : undefined;
}
