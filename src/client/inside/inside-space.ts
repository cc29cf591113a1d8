import {SessionError} from '../errors.ts';

/** The space of the session that a page is shown in. Nothing is started from there: the session is there already. */
export class InsideSpace {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;

  constructor(id: string, slug: string) {
    this.id = id;
    this.slug = slug;
  }

  /**
   * Not for pages inside a session.
   * @throws {SessionError} `inside_session`, always
   */
  session(): never {
    throw new SessionError('inside_session', 'This page is shown in a session: use webfuse.currentSession.');
  }

  /** Draws nothing, since the session is there already. */
  button(): null {
    return null;
  }
}
