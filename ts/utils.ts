/**
 * The part of `aws-amplify/utils` that this package has.
 *
 * @module cognito-wasm/utils
 */
export { parseAmplifyConfig } from './configuration/parseAmplifyConfig.js';
export { Hub } from './hub/hub.js';
export { HubClass } from './hub/hubClass.js';
export type {
  AuthHubEventData,
  CoreHubEventData,
  EventDataMap,
  HubCallback,
  HubCapsule,
  HubChannels,
  HubLike,
  HubPayload,
  StopListenerCallback,
} from './hub/hubTypes.js';
