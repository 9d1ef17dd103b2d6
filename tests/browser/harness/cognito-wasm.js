import * as library from '/package/index.js';
import { install } from '/harness.js';

install(library);
