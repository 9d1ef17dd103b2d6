import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './auth-config';
import { App } from './App';
import { AuthProvider } from './auth';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <AuthProvider>
      <App />
    </AuthProvider>
  </StrictMode>,
);
