import type {Session, Ssid} from '../../src/client/index.ts';
import type {Sending} from '../shared/sending.ts';

/** Sends files for the page of a tab, one after the other, and shows how far that is. Resolves with their ids. */
export async function attach(
  session: Session,
  ssid: Ssid,
  files: readonly File[],
  show: (sending: Sending) => void,
): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const {name} = file;
    show({name, share: 0});
    ids.push(await session.attachFile(ssid, file, (share) => show({name, share})));
  }
  return ids;
}
