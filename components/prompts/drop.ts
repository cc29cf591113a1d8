import type {Ssid} from '../../src/client/index.ts';
import type {Sending} from '../shared/sending.ts';
import type {SessionController} from '../shared/session-controller.ts';
import {type Point, toTab} from '../view/geometry.ts';
import {attach} from './attach.ts';

/** Sends files to the session, shows how far that is, and has them dropped onto the page of a tab. */
export async function drop(
  controller: SessionController,
  ssid: Ssid,
  files: readonly File[],
  {client, box}: {readonly client: Point; readonly box: DOMRect},
  show: (sending: Sending | null) => void,
): Promise<void> {
  const {session} = controller;
  if (!session) return;
  const send = async () => {
    const size = await session.getScreenSize(ssid);
    const ids = await attach(session, ssid, files, show);
    await session.input(ssid, {type: 'drop', ...toTab(client, box, size), files: ids});
  };
  await controller.told('input', send());
  show(null);
}
