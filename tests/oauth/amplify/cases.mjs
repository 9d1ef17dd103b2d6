/** What Amplify is asked to do. */
const list = ['myapp://callback/', 'https://other.example/', 'https://app.example/callback/', 'https://app.example/'];
const ofOrigin = ['https://app.example/a', 'https://app.example/b', 'https://app.example/b/c'];
const local = ['http://localhost:3000/', 'http://localhost:8080/'];

export const cases = {
  requests: [
    { input: undefined },
    { input: {} },
    ...['Google', 'Facebook', 'Amazon', 'Apple', 'google', ''].map((provider) => ({ input: { provider } })),
    { input: { provider: { custom: 'Okta & Co' } } },
    { input: { provider: { custom: '' } } },
    { input: { provider: { idpIdentifier: 'example.com' } } },
    { input: { provider: { custom: 'Okta', idpIdentifier: 'example.com' } } },
    ...['NONE', 'LOGIN', 'CONSENT', 'SELECT_ACCOUNT'].map((prompt) => ({ input: { options: { prompt } } })),
    { input: { provider: 'Google', options: { prompt: 'NONE' } } },
    { input: { provider: { custom: '' }, options: { prompt: 'NONE' } } },
    { input: { options: { loginHint: "a+b@example.com ~!*'()", lang: 'pt-BR', nonce: 'n 1/é✓', prompt: 'LOGIN' } } },
    { input: { options: { loginHint: '', lang: '', nonce: '', prompt: '' } } },
    ...['{"a":1}', 'a-b\n', 'éÿ\u0000', ''].map((customState) => ({ input: { customState } })),
    { oauth: { responseType: 'token', scopes: [] }, input: { provider: 'Apple', customState: 'x' } },
    { oauth: { scopes: ['phone', 'aws.cognito.signin.user.admin', 'https://api.example/read'] }, input: {} },
    { oauth: { domain: 'auth.example.com:8443', redirectSignIn: ['https://app.example/?a=b c#d'] }, input: {} },
  ],
  redirects: [
    ...[
      'https://app.example/',
      'https://app.example/callback',
      'https://app.example/callback/',
      'https://app.example/call',
      'https://app.example/settings?x=https://other.example/#y',
      'https://other.example/?a#b',
      'https://other.example:444/',
      'http://other.example/',
      'https://third.example/',
      'https://ther.example/',
      'file:///home/me/index.html',
      'about:blank',
    ].map((at) => ({ configured: list, at })),
    ...['b', 'b/', 'b/c?x', 'd', ''].map((path) => ({ configured: ofOrigin, at: `https://app.example/${path}` })),
    ...['8080', '3000', '9999'].map((port) => ({ configured: local, at: `http://localhost:${port}/` })),
    ...[[], ['myapp://callback/'], ['ftp://a.example/']].map((configured) => ({
      configured,
      at: 'https://app.example/',
    })),
    { configured: ['http://a.example/'], at: 'https://app.example/' },
    { configured: ['https://www.app.example/'], at: 'https://app.example/' },
    ...['https://other.example/', 'myapp://callback/', 'https://app.example', 'https://app.example/ ', ''].map(
      (preferred) => ({ configured: list, at: 'https://app.example/', preferred }),
    ),
    { configured: ["https://app.example/?a=b&c=d e#f!'()*~é"], at: 'https://app.example/' },
  ],
  returns: [
    ...[
      '?code=c-1&state=STATE',
      '?state=STATE&code=a%2Bb+c%3D%26#_=_',
      '?code=c&state=STATE&x=1',
      '?code=c&state=other',
      '?code=c&state=STATE0',
      '?code=c',
      '?state=STATE',
      '?code=&state=STATE',
      '',
      '?error=access_denied&state=STATE',
      '?error=invalid_request&error_description=PreSignUp+failed+with+error%20no.%20&state=STATE',
      '?error=e&code=c&state=STATE',
    ].map((address) => ({ responseType: 'code', address: `https://app.example/${address}` })),
    ...[
      { error: 'invalid_grant' },
      { error: 'invalid_client', error_description: 'invalid_client_secret' },
      { error: 'unauthorized_client', error_message: 'not allowed' },
    ].map((reply) => ({ responseType: 'code', address: 'https://app.example/?code=c&state=STATE', reply })),
    ...[
      '#access_token=TOKEN&id_token=TOKEN&token_type=Bearer&expires_in=3600&state=STATE',
      '#access_token=TOKEN&state=other',
      '#error=access_denied&state=STATE',
      '?error=access_denied&error_description=not+now&state=STATE',
    ].map((address) => ({ responseType: 'token', address: `https://app.example/${address}` })),
  ],
};
