/** The addresses of the stand-ins for identity providers, and those where browsers come back from them. */
import { openIdResponse, samlResponse } from './returns.js';
import { sendIdentity, showStandIn } from './stand-in.js';

/** @type {Record<string, Partial<Record<'GET' | 'POST', import('../form.js').HostedHandler>>>} */
export const providerRoutes = {
  '/oauth2/idpresponse': { GET: openIdResponse, POST: openIdResponse },
  '/saml2/idpresponse': { POST: samlResponse },
  '/local-idp/': { GET: showStandIn, POST: sendIdentity },
};
