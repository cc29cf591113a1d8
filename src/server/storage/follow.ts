import type {FailureLog} from '../operations/log.ts';
import type {Registries} from './registries.ts';
import type {Store} from './store.ts';

/** How often it is looked for what other servers have changed, in milliseconds. */
const LOOKS = 1_000;

export interface FollowOptions extends Registries {
  readonly store: Pick<Store, 'revision'>;
  /** Called when spaces, keys or webhooks were changed, by this server or another one. */
  readonly onChange: () => void;
  readonly log: FailureLog;
}

/** Has a server know the spaces and keys of a store, whichever server changes them. Returns the way to stop. */
export function followStore({store, spaces, keys, onChange, log}: FollowOptions): () => Promise<void> {
  let known: number | null = null;
  let looking: Promise<void> | null = null;
  const look = async () => {
    const revision = await store.revision();
    if (revision === known) return;
    await Promise.all([spaces.refresh(), keys.refresh()]);
    known = revision;
    onChange();
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error) => log.error({err: error}, 'What other servers changed of spaces and keys cannot be read.'))
      .finally(() => {
        looking = null;
      });
  }, LOOKS).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
