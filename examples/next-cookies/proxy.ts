import { NextResponse, type NextRequest } from 'next/server';
import { sessionOf } from './lib/session';

/** Refreshes expired tokens before a page is rendered, because a page that is being rendered cannot set cookies any more. */
export async function proxy(request: NextRequest) {
  const { changed } = await sessionOf(request.cookies);
  // What is rendered now sees the new cookies, and so does the browser afterwards.
  for (const { name, value } of changed) request.cookies.set(name, value);
  const response = NextResponse.next({ request });
  for (const { name, value, options } of changed) response.cookies.set(name, value, options);
  return response;
}

export const config = { matcher: ['/', '/api/:path*'] };
