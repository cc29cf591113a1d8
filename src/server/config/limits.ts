import {Type} from 'typebox';
import {LIMITS, type Limits, type Rate} from '../limits/numbers.ts';

const exact = {additionalProperties: false} as const;

const count = (fallback: number, description?: string) =>
  Type.Integer({title: 'a number from 1', minimum: 1, default: fallback, ...(description && {description})});

function rate(name: {[Name in keyof Limits]: Limits[Name] extends Rate ? Name : never}[keyof Limits], what: string) {
  const {atOnce, aMinute} = LIMITS[name];
  return Type.Object(
    {atOnce: count(atOnce, `${what}: so many at once.`), aMinute: count(aMinute, 'So many again in a minute.')},
    {...exact, default: {}, description: what},
  );
}

/** How often things may happen, and how many there may be. */
export const limitsSchema = Type.Object(
  {
    creations: rate('creations', 'Sessions that are made from one IP address'),
    joins: rate('joins', 'Attempts to join from one IP address'),
    joinsOfSession: rate('joinsOfSession', 'Joins of one session by those who may, from wherever'),
    wrongSecrets: rate('wrongSecrets', 'Wrong keys, links, tickets and secrets from one IP address'),
    messages: rate(
      'messages',
      'Messages, log entries and changes of their own data from one participant, or from the pages of one tab',
    ),
    commands: rate(
      'commands',
      'Everything else that is done in a session but clicks and keys, from one participant, or by the pages of one tab',
    ),
    uploads: rate('uploads', 'Files from one participant'),
    uploadsOfSession: rate('uploadsOfSession', 'Files for one session'),
    calls: count(LIMITS.calls, 'Calls over HTTP from one IP address in a minute.'),
    linesOfAddress: count(
      LIMITS.linesOfAddress,
      'Connections of clients and pages that are open at once from one IP address.',
    ),
    lines: count(LIMITS.lines, 'Such connections that are open at once in all.'),
    sessionsOfSpace: count(LIMITS.sessionsOfSpace, 'Sessions that live at once in one space.'),
    keysOfSpace: count(
      LIMITS.keysOfSpace,
      'Keys of one space, or of the server itself, that REST makes more of; revoked ones count as well.',
    ),
    webhooksOfSpace: count(
      LIMITS.webhooksOfSpace,
      'Webhooks of one space, or of the server itself, that REST makes more of.',
    ),
  },
  {...exact, default: {}, description: 'How often things may happen. What is over a limit is refused with `too_many`.'},
);
