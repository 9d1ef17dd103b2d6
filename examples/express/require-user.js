import { isAboutToken, verifier } from './verifier.js';

/** Middleware: only requests with a valid access token pass. Its claims are in `response.locals.claims`. */
export async function requireUser(request, response, next) {
  const [scheme, token] = request.get('authorization')?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'bearer' || !token) {
    refuse(response);
    return;
  }
  try {
    response.locals.claims = await verifier.verify(token);
  } catch (error) {
    if (isAboutToken(error)) refuse(response);
    else response.status(503).set('Retry-After', '5').json({ error: 'Please try again later.' });
    return;
  }
  next();
}

function refuse(response) {
  response.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'Please sign in.' });
}
