/** Differences if a member of an input is empty or null. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

const empty = / whose .* is empty$/;

/** @type {Expected[]} */
export const inMembers = [
  {
    because: 'an empty string is refused in place of an object, a number or a choice',
    steps: empty,
    path: /^outcome\/error\/name$/,
    ours: 'InvalidParameterException',
  },
  {
    because: 'an empty string is refused in place of an object, a number or a choice',
    steps: empty,
    path: /^outcome\/value$/,
    ours: absent,
  },
  {
    because: 'an empty string is refused in place of an object, a number or a choice',
    steps: empty,
    path: /^outcome\/error$/,
    amplify: absent,
  },
  {
    because: 'the input is refused before a request, so there is no metadata of a reply',
    steps: empty,
    path: /^outcome\/error\/metadata$/,
    ours: undefined,
  },
  {
    because: 'the input is refused before a request',
    steps: empty,
    path: /^(requests|events)\/\d+$/,
    ours: absent,
  },
  {
    because: 'null means the same as leaving the member out, and is not sent',
    steps: / whose .* is null$/,
    path: /^requests\/0\/body\/\w+$/,
    amplify: null,
    ours: absent,
  },
  {
    because: 'an empty name or page token means the same as leaving it out, and is not sent',
    steps: /^(verifyTOTPSetup whose options\.friendlyDeviceName|listWebAuthnCredentials whose nextToken) is empty$/,
    path: /^requests\/0\/body\/(FriendlyDeviceName|NextToken)$/,
    amplify: '',
    ours: absent,
  },
  {
    because: 'an empty page token starts at the first page',
    steps: /^listWebAuthnCredentials whose nextToken is empty$/,
    path: /^outcome\/error$/,
    ours: absent,
  },
  {
    because: 'an empty page token starts at the first page',
    steps: /^listWebAuthnCredentials whose nextToken is empty$/,
    path: /^outcome\/value$/,
    amplify: absent,
  },
  {
    because: 'what the service did not send is absent instead of undefined',
    steps: /^listWebAuthnCredentials /,
    path: /^outcome\/value\/nextToken$/,
    amplify: undefined,
    ours: absent,
  },
  {
    because: 'the service numbers its users, and one was refused before',
    steps: /^signUp whose /,
    path: /^outcome\/value\/userId$/,
  },
  {
    because: 'null means the same as leaving the device out',
    steps: /^forgetDevice whose device is null$/,
    path: /^outcome\/error\/(name|isAuthError)$/,
  },
  {
    because: 'a sign-out with a refused input does nothing',
    steps: /^signOut whose .* is empty$/,
    path: /^localStorage\/[^/]+$/,
  },
];
