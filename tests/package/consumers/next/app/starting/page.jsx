'use client';
import { useEffect, useState } from 'react';
import { createAuth } from 'cognito-wasm';

/** Starts the module when the test says so, not when the page is idle. */
export default function Page() {
  const [line, setLine] = useState('');
  useEffect(() => {
    globalThis.requestIdleCallback = () => 0;
    const auth = createAuth({ Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: 'client' } } });
    globalThis.start = () => auth.ready().then(() => 'started', describe);
    setLine('ready');
  }, []);
  return <p id="client">{line}</p>;
}

function describe({ name, retryable, recoverySuggestion, cause }) {
  return { name, retryable, recoverySuggestion, cause: cause.name };
}
