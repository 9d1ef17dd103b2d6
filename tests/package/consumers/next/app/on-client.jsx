'use client';
import { useEffect, useState } from 'react';
import { ask } from '../ask.js';

export function OnClient() {
  const [answer, setAnswer] = useState('');
  useEffect(() => {
    ask().then(setAnswer);
  }, []);
  return <p id="client">{answer}</p>;
}
