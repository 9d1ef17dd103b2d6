/** The ways to sign in, as Amplify names them. */
export type AuthFlowType =
  'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'CUSTOM_WITH_SRP' | 'CUSTOM_WITHOUT_SRP' | 'USER_AUTH';

/** How the present session was begun. */
export interface AuthSignInDetails {
  /** What the user typed as the user name; an alias where the pool allows one. */
  readonly loginId?: string;
  /** The flow that was used. */
  readonly authFlowType?: AuthFlowType;
}

/** The signed-in user. */
export interface AuthUser {
  /** The user name in the pool, which differs from the typed one when that was an alias. */
  readonly username: string;
  /** The `sub` of the user: a UUID that never changes. */
  readonly userId: string;
  /** How the session was begun, if that is known. */
  readonly signInDetails?: AuthSignInDetails;
}
