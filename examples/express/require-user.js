import { verifier } from './verifier.js';

/** Middleware: only requests with a valid access token pass. Its claims are in `response.locals.claims`. */
export async function requireUser(request, response, next) {
  const [scheme, token] = request.get('authorization')?.split(' ') ?? [];
  try {
    if (scheme?.toLowerCase() !== 'bearer') throw new Error('There is no bearer token.');
    response.locals.claims = await verifier.verify(token);
  } catch {
    response.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'Please sign in.' });
    return;
  }
  next();
}
