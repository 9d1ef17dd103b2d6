import type { NextRequest } from 'next/server';
import { userOf } from '../../../lib/session';

/** Answers only users, whose token it has verified. */
export async function GET(request: NextRequest) {
  try {
    const user = await userOf(request.cookies);
    return user ? Response.json(user) : Response.json({ error: 'Please sign in.' }, { status: 401 });
  } catch {
    // Nobody is told to sign in again because of an outage.
    const headers = { 'retry-after': '5' };
    return Response.json({ error: 'Please try again later.' }, { status: 503, headers });
  }
}
