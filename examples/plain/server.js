/** Serves the page, and the package's files under `/cognito-wasm/`. Any other server for files does the same. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';

const port = Number(process.env.PORT ?? 8080);
const dist = dirname(fileURLToPath(import.meta.resolve('cognito-wasm')));

const app = express().use(express.static('public')).use('/cognito-wasm', express.static(dist));
const server = app.listen(port, 'localhost', (error) => {
  if (error) throw error;
  console.log(`http://localhost:${server.address().port}/`);
});
