/** How often something may happen: so many at once, and then again as many in a minute as that. */
export interface Rate {
  readonly atOnce: number;
  readonly aMinute: number;
}

/**
 * How often things may happen, and how many there may be. What is over a limit is refused with `too_many`. Whoever has
 * one IPv6 address has all of its /64, and counts as one.
 */
export interface Limits {
  /** Sessions made from one IP address. */
  readonly creations: Rate;
  /** Attempts to join from one IP address. */
  readonly joins: Rate;
  /** Joins of one session by those who may, from wherever. */
  readonly joinsOfSession: Rate;
  /** Wrong keys, links, tickets and secrets from one IP address. After that nothing that wants one is tried. */
  readonly wrongSecrets: Rate;
  /** Chat and other messages, log entries and changes of one's own data, from one participant, or from the pages of one tab. */
  readonly messages: Rate;
  /** Everything else that is done in a session but clicks and keys, from one participant, or by the pages of one tab. */
  readonly commands: Rate;
  /** Files from one participant. */
  readonly uploads: Rate;
  /** Files for one session. */
  readonly uploadsOfSession: Rate;
  /** Calls over HTTP from one IP address in a minute. */
  readonly calls: number;
  /** Connections of clients and pages ("lines") that are open at once from one IP address. */
  readonly linesOfAddress: number;
  /** Such connections that are open at once in all. */
  readonly lines: number;
  /** Sessions that live at once in one space. */
  readonly sessionsOfSpace: number;
  /** Keys of one space, or of the server itself, that REST makes more of; revoked ones count as well. */
  readonly keysOfSpace: number;
  /** Webhooks of one space, or of the server itself, that REST makes more of. */
  readonly webhooksOfSpace: number;
}

/** What a server allows unless it is told otherwise. */
export const LIMITS: Limits = {
  creations: {atOnce: 120, aMinute: 120},
  joins: {atOnce: 300, aMinute: 300},
  joinsOfSession: {atOnce: 600, aMinute: 600},
  wrongSecrets: {atOnce: 20, aMinute: 5},
  messages: {atOnce: 200, aMinute: 600},
  commands: {atOnce: 300, aMinute: 1_200},
  uploads: {atOnce: 20, aMinute: 20},
  uploadsOfSession: {atOnce: 60, aMinute: 60},
  calls: 100,
  linesOfAddress: 500,
  lines: 10_000,
  sessionsOfSpace: 2_000,
  keysOfSpace: 1_000,
  webhooksOfSpace: 100,
};

/** Longest head of a call over HTTP, its address and headers, in bytes. */
export const MAX_HEAD_BYTES = 16_384;

/** Longest part of an address that names something, in characters. */
export const MAX_PARAM_LENGTH = 200;

/** How long a call over HTTP may take to come in whole, in milliseconds: a file of 25 MB over a slow line. */
export const MAX_REQUEST_TIME = 300_000;

/** Longest body of a call over HTTP, in bytes. Files are sent elsewhere. */
export const MAX_BODY_BYTES = 256 * 1024;
