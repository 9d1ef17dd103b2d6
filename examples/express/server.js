import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { requireUser } from './require-user.js';

const { PORT = 8081, COGNITO_USER_POOL_ID, COGNITO_CLIENT_ID, COGNITO_ENDPOINT } = process.env;
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
  const text = request.body?.text;
  if (typeof text !== 'string') {
    response.status(400).json({ error: 'Send JSON with a text.' });
    return;
  }
  notes.set(sub, [...(notes.get(sub) ?? []), text]);
  response.status(201).end();
});

/** What the parser of JSON refuses is the caller's mistake. Express would answer with a page, and the stack in it. */
app.use((error, request, response, next) => {
  if (error.status >= 400 && error.status < 500) {
    response.status(error.status).json({ error: 'Send JSON with a text.' });
    return;
  }
  next(error);
});

const server = app.listen(Number(PORT), 'localhost', (error) => {
  if (error) throw error;
  console.log(`http://localhost:${server.address().port}/`);
});
