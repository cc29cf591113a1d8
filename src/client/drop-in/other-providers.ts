import {SessionError} from '../errors.ts';

/** Stands in for the providers that the scripts in one file leave out: their pages come from a session server. */
class OtherProvider {
  constructor() {
    throw new SessionError(
      'unsupported',
      'Expected "server" as provider: the others are in webfuse-elements.js alone.',
    );
  }
}

export {OtherProvider as LocalProvider, OtherProvider as WebfuseProvider};
