'use client';
import { useEffect, useState } from 'react';

/** Does nothing: the session's page costs more than this. */
export default function Page() {
  const [line, setLine] = useState('');
  useEffect(() => setLine('blank'), []);
  return <p id="client">{line}</p>;
}
