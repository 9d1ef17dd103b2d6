import * as library from '/bundles/cognito-wasm.js';
import { install } from '/harness.js';

install(library);
