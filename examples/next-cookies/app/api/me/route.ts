import type { NextRequest } from 'next/server';
import { sessionOf } from '../../../lib/session';

/** Answers only users, whose token it has verified. */
export async function GET(request: NextRequest) {
  const { user } = await sessionOf(request.cookies);
  if (!user) return Response.json({ error: 'Please sign in.' }, { status: 401 });
  return Response.json(user);
}
