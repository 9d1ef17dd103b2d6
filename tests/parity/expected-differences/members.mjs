/** What differs where a member of an input is empty or null. */
import { absent } from '../differences.mjs';

/** @typedef {import('../expected-differences.mjs').Expected} Expected */

const empty = / whose .* is empty$/;

/** @type {Expected[]} */
export const inMembers = [
  {
    because: 'an empty text where an object, a number or a choice belongs is refused',
    steps: empty,
    path: /^outcome\/error\/name$/,
    ours: 'InvalidParameterException',
  },
  {
    because: 'an empty text where an object, a number or a choice belongs is refused',
    steps: empty,
    path: /^outcome\/value$/,
    ours: absent,
  },
  {
    because: 'an empty text where an object, a number or a choice belongs is refused',
    steps: empty,
    path: /^outcome\/error$/,
    amplify: absent,
  },
  {
    because: 'what is refused here was not sent, and has no metadata of a reply',
    steps: empty,
    path: /^outcome\/error\/metadata$/,
    ours: undefined,
  },
  {
    because: 'what is refused here was not sent',
    steps: empty,
    path: /^(requests|events)\/\d+$/,
    ours: absent,
  },
  {
    because: 'null says as much as leaving the member out, and is not sent',
    steps: / whose .* is null$/,
    path: /^requests\/0\/body\/\w+$/,
    amplify: null,
    ours: absent,
  },
  {
    because: 'an empty name or page token says as much as leaving it out, and is not sent',
    steps: /^(verifyTOTPSetup whose options\.friendlyDeviceName|listWebAuthnCredentials whose nextToken) is empty$/,
    path: /^requests\/0\/body\/(FriendlyDeviceName|NextToken)$/,
    amplify: '',
    ours: absent,
  },
  {
    because: 'an empty page token begins with the first page',
    steps: /^listWebAuthnCredentials whose nextToken is empty$/,
    path: /^outcome\/error$/,
    ours: absent,
  },
  {
    because: 'an empty page token begins with the first page',
    steps: /^listWebAuthnCredentials whose nextToken is empty$/,
    path: /^outcome\/value$/,
    amplify: absent,
  },
  {
    because: 'what the service did not send is left out, and not there as undefined',
    steps: /^listWebAuthnCredentials /,
    path: /^outcome\/value\/nextToken$/,
    amplify: undefined,
    ours: absent,
  },
  {
    because: 'the service counts its users, and one of them was refused before',
    steps: /^signUp whose /,
    path: /^outcome\/value\/userId$/,
  },
  {
    because: 'null says as much as leaving the device out',
    steps: /^forgetDevice whose device is null$/,
    path: /^outcome\/error\/(name|isAuthError)$/,
  },
  {
    because: 'a sign-out whose input was refused has not happened',
    steps: /^signOut whose .* is empty$/,
    path: /^localStorage\/[^/]+$/,
  },
];
