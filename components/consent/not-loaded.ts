import {SessionError} from '../../src/client/errors.ts';

/** Refuses what would be asked about. */
export function notLoaded(cause: unknown): never {
  throw new SessionError('not_allowed', '<wf-consent> could not be loaded.', {cause});
}
