// Request members that several operations share, with the constraints in the API reference:
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html
import { boolean, list, map, required, structure, text } from './schema.js';

const VISIBLE = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u;
const VISIBLE_TEXT = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+';

export const clientId = text({ min: 1, max: 128, pattern: /^[\w+]+$/, patternText: '[\\w+]+' });
export const clientSecret = text({ min: 1, max: 64, pattern: /^[\w+]+$/, secret: true });
export const secretHash = text({ min: 1, max: 128, pattern: /^[\w+=/]+$/, secret: true });

export const userPoolId = text({
  min: 1,
  max: 55,
  pattern: /^[\w-]+_[0-9a-zA-Z]+$/,
  patternText: '[\\w-]+_[0-9a-zA-Z]+',
});

export const username = text({ min: 1, max: 128, pattern: VISIBLE, patternText: VISIBLE_TEXT });

export const password = text({
  max: 256,
  pattern: /^\S.*\S$/s,
  patternText: '^[\\S]+.*[\\S]+$',
  secret: true,
});

export const confirmationCode = text({
  min: 1,
  max: 2048,
  pattern: /^\S+$/,
  patternText: '[\\S]+',
});

export const deviceKey = text({
  min: 1,
  max: 55,
  pattern: /^[\w-]+_[0-9a-f-]+$/,
  patternText: '[\\w-]+_[0-9a-f-]+',
});

/** The start of the next page. */
export const pageToken = text({ min: 1, max: 131072 });

const ROLE_ARN =
  'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?';
export const roleArn = text({ min: 20, max: 2048, pattern: new RegExp(`^${ROLE_ARN}$`), patternText: ROLE_ARN });

/** Access and refresh tokens. */
export const token = text({
  min: 1,
  max: 16384,
  pattern: /^[A-Za-z0-9\-_=.]+$/,
  patternText: '[A-Za-z0-9-_=.]+',
  secret: true,
});

export const session = text({ min: 20, max: 2048, secret: true });

export const attributes = list(
  structure({
    Name: required(text({ min: 1, max: 32, pattern: VISIBLE, patternText: VISIBLE_TEXT })),
    Value: text({ max: 2048 }),
  }),
);

/** A map of texts, as in `ClientMetadata` and challenge responses. */
export const texts = map(text({ max: 131072, secret: true }));

/** Members that describe the client's device and usage. They are accepted and ignored. */
export const clientContext = {
  ClientMetadata: texts,
  AnalyticsMetadata: structure({ AnalyticsEndpointId: text() }),
  UserContextData: structure({ EncodedData: text(), IpAddress: text() }),
};

export const flag = boolean();
