#!/usr/bin/env node
import { main } from '../src/main.js';

// This package says itself which Node it needs.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

process.exitCode = await main(process.argv.slice(2));
