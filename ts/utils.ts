/**
 * What `aws-amplify/utils` exports, as far as it is there.
 *
 * @module cognito-wasm/utils
 */
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
