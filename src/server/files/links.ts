import {createHmac} from 'node:crypto';
import type {ClientIndex, ToldEvent} from '../../model/events.ts';
import {sameSecret} from '../rooms/secrets.ts';

/** Whom a link is for: someone in the session, or the operator of its space. */
export type Receiver = ClientIndex | 'operator';

/**
 * The links by which people have the files of a session: each receiver of a file gets one of their own. What is in the log
 * leads nowhere. They can be told again after the server was started anew, since they are made and not kept.
 */
export class FileLinks {
  readonly #secret: string;

  /** @param secret - of the session, told to nobody */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Address of a file for someone, from the server's root. */
  linkTo(fileId: string, filename: string, receiver: Receiver): string {
    return `/files/${fileId}.${receiver}.${this.#sign(fileId, receiver)}/${encodeURIComponent(filename)}`;
  }

  /** What someone is told, with links of their own. */
  tell(told: ToldEvent, receiver: ClientIndex | null): ToldEvent {
    if (told.name !== 'file_downloaded' || receiver === null) return told;
    const {url: id, ...payload} = told.payload;
    return {name: told.name, payload: {...payload, url: this.linkTo(id, payload.filename, receiver)}};
  }

  /** Id of the file that the middle of a link leads to, or null when that was not made here. */
  read(token: string): string | null {
    const [fileId = '', receiver = '', signature = ''] = token.split('.');
    return sameSecret(signature, this.#sign(fileId, receiver)) ? fileId : null;
  }

  #sign(fileId: string, receiver: Receiver | string): string {
    return createHmac('sha256', this.#secret).update(`${fileId}.${receiver}`).digest('base64url');
  }
}
