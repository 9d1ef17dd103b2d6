/** The code for sign-ins at Cognito's pages, which most pages do not need. */
export { version } from '../loader/version.js';
export { awaitFrame, awaitWindow } from './awaitReturn.js';
export { comeBack } from './comeBack.js';
