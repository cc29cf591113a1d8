import type {SessionSummary} from '../storage/store.ts';

/** A session in the words of the vendor's REST API and webhooks, and where it is. */
export interface SpaceSession {
  readonly session_id: string;
  readonly space_id: string;
  /** ISO 8601, or null while nobody came. */
  readonly started_at: string | null;
  /** How long it lasted, in whole seconds, or null while it lasts. */
  readonly duration: number | null;
  /** How long it waited for the first participant, in whole seconds; null while it waits. */
  readonly queue_duration: number | null;
  readonly pin: string | null;
  /** Address of its page. The secret that lets people in is not in it. */
  readonly link: string;
  readonly first_member: FirstMember | null;
  /** How many ever came. */
  readonly participant_count: number;
  /** The setting `tags`. */
  readonly tags: readonly string[];
}

/** Whoever came first. */
export interface FirstMember {
  readonly name: string;
  readonly email: string;
  readonly avatar_url: string;
  readonly initials: string;
}

/** A session as the vendor would tell of it. */
export function spaceSession(session: SessionSummary, link: string): SpaceSession {
  const {id, spaceId, createdAt, startedAt, endedAt, pin, tags, firstMember, participantCount} = session;
  const begun = startedAt ?? endedAt;
  return {
    session_id: id,
    space_id: spaceId,
    started_at: startedAt === null ? null : isoTime(startedAt),
    duration: endedAt === null ? null : seconds(endedAt - (startedAt ?? endedAt)),
    queue_duration: begun === null ? null : seconds(begun - createdAt),
    pin,
    link,
    first_member: firstMember && {...firstMember, avatar_url: '', initials: initialsOf(firstMember.name)},
    participant_count: participantCount,
    tags,
  };
}

/** A time as the vendor writes it: with microseconds and `+00:00`. */
export function isoTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}

function seconds(duration: number): number {
  return Math.max(0, Math.floor(duration / 1000));
}

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const shown = words.length > 1 ? [words[0], words.at(-1)] : words;
  return shown
    .map((word = '') => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase('en');
}
