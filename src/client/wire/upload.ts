import type {Json, Ssid} from '../../model/events.ts';
import {MAX_UPLOAD_BYTES} from '../../protocol/rpc.ts';
import {SessionError, type SessionErrorCode} from '../errors.ts';
import type {Pass} from './pass.ts';
import {retryAfterOf} from './retry-after.ts';
import {sendTold, type Told} from './send-told.ts';

/**
 * Sends a file to a session server, which shows it in a new tab and says `{ssid}`; or keeps it for the page of a tab and
 * says `{file_id}`.
 *
 * @param told - is told how much of it is sent, where that can be known
 * @throws {SessionError} why the file was not taken
 */
export async function upload(
  server: string,
  {sessionId, seatToken}: Pass,
  file: File,
  told?: Told,
  ssid?: Ssid,
): Promise<Json> {
  if (file.size > MAX_UPLOAD_BYTES) {
    const most = `${MAX_UPLOAD_BYTES / 1024 / 1024} MB`;
    throw new SessionError('too_large', `Expected a file of at most ${most}, got one of ${file.size} bytes.`);
  }
  // A blob that is no file has no name.
  const name = encodeURIComponent((file.name ?? 'file').toWellFormed());
  const url = `${server}/api/sessions/${sessionId}/files?name=${name}${ssid === undefined ? '' : `&ssid=${ssid}`}`;
  const authorization = `Bearer ${seatToken}`;
  const sent =
    told && globalThis.XMLHttpRequest
      ? sendTold(url, authorization, file, told)
      : fetch(url, {method: 'POST', headers: {authorization}, body: file});
  const response = await sent.catch((cause) => {
    throw new SessionError('connection_closed', 'The file could not be sent: there is no connection.', {cause});
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer as Json;
  const {code = 'internal', detail = 'The server did not take the file.'} = answer as {
    readonly code?: SessionErrorCode;
    readonly detail?: string;
  };
  throw new SessionError(code, detail, {retryAfter: retryAfterOf(response)});
}
