/** The regions of AWS. One local Cognito serves them all: each pool has the region of the request that created it. */

/** The credential scope of Signature Version 4: `key/date/region/service/aws4_request`. */
const SCOPE = /^AWS4-HMAC-SHA256 Credential=[^/,\s]{1,128}\/\d{8}\/([a-z]{2,3}(?:-[a-z]+){1,3}-\d{1,2})\//;

/**
 * The region that a request was signed for. The signature itself is not checked.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 *
 * @param {Headers} headers
 * @returns {string | undefined} undefined for a request that is not signed, or for no region of AWS
 */
export const signedRegion = (headers) => SCOPE.exec(headers.get('authorization') ?? '')?.[1];

/**
 * The region of a user pool or an identity pool, which its id begins with.
 *
 * @param {string} id
 */
export const regionOf = (id) => id.slice(0, id.search(/[_:]/));
