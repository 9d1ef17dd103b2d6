/** Passkeys in the page, for the worker. */
import { own } from '../configuration/given.js';
import { memberOfAny, ownMembers } from '../values/members.js';

/** Members of a credential, and the methods that return them where there are any. */
const ofCredential = [
  ['id'],
  ['rawId'],
  ['type'],
  ['authenticatorAttachment'],
  ['clientExtensionResults', 'getClientExtensionResults'],
] as const;
const ofResponse = [
  ['clientDataJSON'],
  ['attestationObject'],
  ['transports', 'getTransports'],
  ['publicKeyAlgorithm', 'getPublicKeyAlgorithm'],
  ['publicKey', 'getPublicKey'],
  ['authenticatorData', 'getAuthenticatorData'],
  ['signature'],
  ['userHandle'],
] as const;

/** The members that are there. A method that throws is ignored: some password managers' objects only look real. */
function partsOf(holder: unknown, members: readonly (readonly [string, string?])[]): Record<string, unknown> {
  const entries = members.map(([name, method]) => {
    const read = method === undefined ? undefined : memberOfAny(holder, method);
    try {
      if (typeof read === 'function') return [name, Reflect.apply(read, holder, [])] as const;
    } catch {
      // The member may be there.
    }
    return [name, memberOfAny(holder, name)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

/** A credential as data, with its bytes. The module writes it in WebAuthn's JSON form. */
function dataOf(credential: unknown): unknown {
  const response = memberOfAny(credential, 'response');
  if (response === undefined) return null;
  return { ...partsOf(credential, ofCredential), response: partsOf(response, ofResponse) };
}

function unsupported(): Error {
  return new DOMException('this browser has no passkeys', 'NotSupportedError');
}

/** Shows a prompt for a passkey, or tells whether the browser can suggest passkeys. */
export async function answerForPasskeys(question: string, input: unknown, signal: AbortSignal): Promise<unknown> {
  const Class = memberOfAny(globalThis, 'PublicKeyCredential');
  if (question === 'hasConditionalMediation') {
    const isAvailable = memberOfAny(Class, 'isConditionalMediationAvailable');
    return typeof isAvailable === 'function' && (await Reflect.apply(isAvailable, Class, [])) === true;
  }
  const container = memberOfAny(memberOfAny(globalThis, 'navigator'), 'credentials');
  const show = memberOfAny(container, question === 'createPasskey' ? 'create' : 'get');
  if (typeof show !== 'function' || Class === undefined) throw unsupported();
  const [publicKey, mediation] = [own(input, 'publicKey'), own(input, 'mediation')];
  const options = ownMembers({ publicKey, signal, ...(typeof mediation === 'string' && { mediation }) });
  return dataOf(await Reflect.apply(show, container, [options]));
}
