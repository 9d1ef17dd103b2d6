import * as ours from '/bundles/cognito-wasm.js';
import * as amplify from '/bundles/aws-amplify.js';
import * as identity from '/bundles/amazon-cognito-identity-js.js';

globalThis.storages = { ours, amplify, identity };
