/** People in sessions who say something all the time. */
export interface Crowd {
  readonly sessions: number;
  /** In each session. */
  readonly people: number;
  /** How many of them say something. */
  readonly speakers: number;
  /** How many things of each may be under way at once. */
  readonly atOnce: number;
}

/** The crowds that events are counted with. */
export const CROWDS: readonly Crowd[] = [
  {sessions: 1, people: 16, speakers: 16, atOnce: 4},
  {sessions: 100, people: 2, speakers: 1, atOnce: 2},
  {sessions: 1000, people: 2, speakers: 1, atOnce: 1},
];

/** The one in which single events are timed. */
export const CALM: Crowd = {sessions: 100, people: 2, speakers: 1, atOnce: 1};

/** What is said: as long as people write. */
export const TEXT = 'A message of some length, as people write them to each other.';

/** What webhooks are signed with. */
export const SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;
