import { AuthError } from '../errors/authError.js';
import type { AuthInstance } from './authInstance.js';
import { instanceOf, isContext } from './contextBrand.js';
import { defaultAuth } from './defaultAuth.js';

type Functions<Name extends PropertyKey> = Readonly<Record<Name, (...inputs: never[]) => Promise<unknown>>>;

/**
 * Calls a public function with the arguments that the application gave: an input, or a context and an input. Without a context, the
 * instance is that of `Amplify.configure`.
 *
 * @param functionsOf - Makes the functions for an instance.
 */
export function callInContext<Name extends keyof All, All extends Functions<Name>>(
  functionsOf: (auth: () => AuthInstance) => All,
  name: Name,
  args: readonly unknown[],
): ReturnType<All[Name]> {
  // By iteration: an index that is missing would be looked up in the prototype.
  const [first, ...rest] = args;
  const auth = instanceOf(first);
  const mistake = auth ? undefined : mistakeIn(args);
  // The promise itself is returned, since some need not be awaited.
  const output = mistake
    ? Promise.reject(mistake)
    : functionsOf(() => auth ?? defaultAuth())[name](...((auth ? rest : args) as never[]));
  return output as ReturnType<All[Name]>;
}

/**
 * The instance for a function that returns no promise, and takes no more than a context.
 *
 * @throws `AuthError` for a context that is not one of this package, or not the first argument.
 */
export function authIn(args: readonly unknown[]): () => AuthInstance {
  const [first] = args;
  const auth = instanceOf(first);
  const mistake = auth ? undefined : mistakeIn(args);
  if (mistake) throw mistake;
  return () => auth ?? defaultAuth();
}

/** Without this check, a call with a misplaced context would be one for the instance of `Amplify.configure`. */
function mistakeIn(args: readonly unknown[]): AuthError | undefined {
  if (args.some(isContext))
    return contextError('InvalidAmplifyContextError', 'a context is not the first argument, or not of this package');
  const [first] = args;
  return args.length > 1 && (first === undefined || first === null)
    ? contextError('NoAmplifyContextError', 'the context is undefined')
    : undefined;
}

function contextError(name: string, message: string): AuthError {
  const recoverySuggestion = 'Pass a context of createAmplifyContext first, or none.';
  return new AuthError({ name, message, category: 'validation', recoverySuggestion });
}
