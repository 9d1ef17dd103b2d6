import { type AWSAuthDevice, fetchDevices, forgetDevice, rememberDevice } from 'cognito-wasm';
import { createTaskButton } from '../ui/button';
import { create, named } from '../ui/dom';
import { showNotice } from '../ui/notice';
import { type Badge, createRow, shortTime } from '../ui/rows';
import { type AccountCard, createCardFrame } from './card';
import { deviceName } from './device-name';
import { deviceKeyHere } from './this-device';

/** The card for the user's devices: list, remember and forget them. */
export function createDevicesCard(currentUsername: () => string): AccountCard {
  const frame = createCardFrame(
    'devices-card',
    'Devices',
    'You are not asked for a second factor on a remembered device.',
  );
  const list = named('devices', create('ul', 'rows'));
  const empty = named(
    'devices-empty',
    create('p', 'empty', 'No devices yet. Yours will appear the next time you sign in.'),
  );
  frame.body.append(list, empty);

  const load = async (): Promise<void> => {
    const devices = await fetchDevices();
    const here = deviceKeyHere(currentUsername());
    list.replaceChildren(...devices.map((device) => row(device, device.id === here)));
    empty.hidden = devices.length > 0;
  };

  const change = (task: () => Promise<void>, text: string): (() => Promise<void>) => {
    return () =>
      frame.attempt(async () => {
        await task();
        await load();
        showNotice(text, 'success');
        frame.focus();
      });
  };

  const row = (device: AWSAuthDevice, isHere: boolean): HTMLElement => {
    const title = deviceName(device.name);
    const remembered = device.attributes['dev:device_remembered_status'] === 'remembered';
    const badges: Badge[] = [
      ...(isHere ? [{ text: 'this device' }] : []),
      ...(remembered ? [{ text: 'remembered', tone: 'good' } as const] : []),
    ];
    const remember = createTaskButton(
      {
        label: 'Remember',
        fullLabel: 'Remember this device',
        testId: 'device-remember',
        look: 'quiet',
        busyLabel: 'One moment…',
      },
      change(rememberDevice, 'This device is now remembered.'),
    );
    const forget = createTaskButton(
      {
        label: 'Forget',
        fullLabel: `Forget ${title}`,
        testId: 'device-forget',
        look: 'quiet danger',
        busyLabel: 'Forgetting…',
      },
      change(() => forgetDevice(isHere ? {} : { device }), 'Device forgotten.'),
    );
    return createRow({
      testId: 'device',
      title,
      detail: `Last used ${shortTime(device.lastAuthenticatedDate)}`,
      badges,
      actions: [...(isHere && !remembered ? [remember] : []), forget],
    });
  };

  return {
    section: frame.section,
    feature: 'devices',
    load: () => frame.load(load),
    clear() {
      list.replaceChildren();
    },
  };
}
