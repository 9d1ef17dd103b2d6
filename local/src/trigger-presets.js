/** Predefined triggers, for callers that can only use HTTP. */

/**
 * @typedef {import('./triggers.js').TriggerHandlers} TriggerHandlers
 */

const MOST_WRONG = 3;

/** @type {Record<string, NonNullable<TriggerHandlers['preSignUp']>>} */
export const PRE_SIGN_UP_PRESETS = {
  confirm(event) {
    event.response.autoConfirmUser = true;
    return event;
  },
  'confirm-and-verify'(event) {
    const { userAttributes } = event.request;
    event.response.autoConfirmUser = true;
    event.response.autoVerifyEmail = userAttributes.email !== undefined;
    event.response.autoVerifyPhone = userAttributes.phone_number !== undefined;
    return event;
  },
  refuse() {
    throw new Error('Sign-up is closed.');
  },
};

/**
 * Triggers for custom sign-ins. The third wrong answer ends the sign-in. If the client starts with SRP, the
 * questions follow the proof of the password.
 *
 * @type {Record<string, Pick<TriggerHandlers, 'defineAuthChallenge' | 'createAuthChallenge' | 'verifyAuthChallengeResponse'>>}
 */
export const CUSTOM_CHALLENGE_PRESETS = {
  /** One question, whose answer is `1234`. */
  demo: customChallenge(['1234']),
  /** Two questions, whose answers are `1234` and `5678`. */
  'two-questions': customChallenge(['1234', '5678']),
};

const NO_CUSTOM_CHALLENGE = {
  defineAuthChallenge: undefined,
  createAuthChallenge: undefined,
  verifyAuthChallengeResponse: undefined,
};

/** @param {string} preset its name, or `none` */
export const customChallengeTriggers = (preset) => CUSTOM_CHALLENGE_PRESETS[preset] ?? NO_CUSTOM_CHALLENGE;

/**
 * @param {string[]} answers in the order of the questions
 * @returns {Pick<TriggerHandlers, 'defineAuthChallenge' | 'createAuthChallenge' | 'verifyAuthChallengeResponse'>}
 */
function customChallenge(answers) {
  /** @param {import('./records.js').CustomRound[]} session */
  const rightAnswers = (session) =>
    session.filter(({ challengeName, challengeResult }) => challengeName === 'CUSTOM_CHALLENGE' && challengeResult);
  return {
    defineAuthChallenge(event) {
      const { session } = event.request;
      const wrong = session.filter(({ challengeResult }) => !challengeResult).length;
      event.response.issueTokens = rightAnswers(session).length === answers.length;
      event.response.failAuthentication = wrong >= MOST_WRONG;
      event.response.challengeName =
        session.at(-1)?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE';
      return event;
    },
    createAuthChallenge(event) {
      const asked = rightAnswers(event.request.session).length;
      const question = `What is the answer to question ${asked + 1} of ${answers.length}?`;
      event.response.publicChallengeParameters = { question };
      event.response.privateChallengeParameters = { answer: answers[asked] ?? '' };
      event.response.challengeMetadata = `QUESTION_${asked + 1}`;
      return event;
    },
    verifyAuthChallengeResponse(event) {
      const { challengeAnswer, privateChallengeParameters } = event.request;
      event.response.answerCorrect = challengeAnswer === privateChallengeParameters.answer;
      return event;
    },
  };
}
