/**
 * What `aws-amplify/auth/enable-oauth-listener` is in Amplify: an import for its effect. Here `configure` completes redirects by itself,
 * so there is nothing to enable.
 *
 * @module cognito-wasm/auth/enable-oauth-listener
 */
export {};
