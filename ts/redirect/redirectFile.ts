/** The code for sign-ins at Cognito's pages, which most pages do not need. */
export { version } from '../loader/version.js';
export { comeBack } from './comeBack.js';
export { leavePage } from './leavePage.js';
export { logoutHere } from './logoutHere.js';
export { openPages } from './openPages.js';
export { showLogout } from './showLogout.js';
