import {SessionError} from '../errors.ts';

/** Stands in for the providers that a script in one file leaves out. */
class OtherProvider {
  constructor() {
    throw new SessionError(
      'unsupported',
      'Expected "server" as provider: this one is in webfuse-elements.js alone, which is loaded as a module.',
    );
  }
}

export {OtherProvider as LocalProvider, OtherProvider as WebfuseProvider};
