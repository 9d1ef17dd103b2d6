'use client';

/** Shown while Cognito is out of reach: an outage must not look like a sign-out. */
export default function ErrorPage() {
  return (
    <>
      <h1>Please try again later</h1>
      <button onClick={() => location.reload()}>Try again</button>
    </>
  );
}
