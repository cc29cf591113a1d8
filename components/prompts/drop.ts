import type {Ssid} from '../../src/client/index.ts';
import type {SessionController} from '../shared/session-controller.ts';
import {type Point, toTab} from '../view/geometry.ts';

/** Sends files to the session, and has them dropped onto the page of a tab. */
export async function drop(
  controller: SessionController,
  ssid: Ssid,
  files: readonly File[],
  {client, box}: {readonly client: Point; readonly box: DOMRect},
): Promise<void> {
  const {session} = controller;
  if (!session) return;
  const send = async () => {
    const size = await session.getScreenSize(ssid);
    const ids: string[] = [];
    for (const file of files) ids.push(await session.attachFile(ssid, file));
    await session.input(ssid, {type: 'drop', ...toTab(client, box, size), files: ids});
  };
  await controller.told('input', send());
}
