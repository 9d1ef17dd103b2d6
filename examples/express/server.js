import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { requireUser } from './require-user.js';

const { PORT = 8080, COGNITO_USER_POOL_ID, COGNITO_CLIENT_ID, COGNITO_ENDPOINT } = process.env;
const dist = dirname(fileURLToPath(import.meta.resolve('cognito-wasm')));

const app = express();
app.use(express.static('public'));
app.use('/cognito-wasm', express.static(dist));

/** The user pool, for the page. Nothing in it is secret. */
app.get('/config.json', (request, response) => {
  const pool = { userPoolId: COGNITO_USER_POOL_ID, userPoolClientId: COGNITO_CLIENT_ID };
  response.json({ Auth: { Cognito: { ...pool, ...(COGNITO_ENDPOINT && { userPoolEndpoint: COGNITO_ENDPOINT }) } } });
});

const notes = new Map();

/** Each user has notes of their own: `sub` never changes, unlike a name. */
app.use('/api/notes', requireUser, express.json());
app.get('/api/notes', (request, response) => {
  const { sub } = response.locals.claims;
  response.json(notes.get(sub) ?? []);
});
app.post('/api/notes', (request, response) => {
  const { sub } = response.locals.claims;
  notes.set(sub, [...(notes.get(sub) ?? []), String(request.body.text)]);
  response.status(201).end();
});

const server = app.listen(Number(PORT), 'localhost', () => {
  console.log(`http://localhost:${server.address().port}/`);
});
