import * as library from '/bundles/aws-amplify.js';
import { install } from '/harness.js';

install(library);
