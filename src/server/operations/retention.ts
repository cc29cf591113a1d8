import type {SessionStore} from '../storage/store.ts';
import type {Log} from './log.ts';

const DAY = 86_400_000;

/** How often it is looked for sessions whose time is up, in milliseconds. */
const ROUND = 3_600_000;

/** Forgets sessions that ended so many days ago, now and every hour. Returns the way to stop. */
export function forgetAfter(days: number, store: Pick<SessionStore, 'forgetSessions'>, log: Log): () => Promise<void> {
  let round = Promise.resolve();
  const look = async () => {
    try {
      const sessions = await store.forgetSessions(Date.now() - days * DAY);
      if (sessions) log.info({sessions, days}, 'Sessions were forgotten: they had ended long enough ago.');
    } catch (error) {
      log.warn({err: error}, 'Sessions that ended long ago could not be forgotten; it is tried again in an hour.');
    }
  };
  const next = () => {
    round = look();
  };
  next();
  const timer = setInterval(next, ROUND).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}
