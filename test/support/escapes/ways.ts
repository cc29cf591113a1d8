import {JOURNEYS} from './journeys.ts';
import {PARTS} from './parts.ts';
import {SCHEMES} from './schemes.ts';
import {SCRIPTS} from './scripts.ts';
import {SPELLINGS} from './spellings.ts';
import type {Way} from './way.ts';
import {WEBRTC} from './webrtc.ts';
import {WORKER_SCHEMES} from './worker-schemes.ts';

/** All ways that are tried. */
export const WAYS: readonly Way[] = [
  ...SPELLINGS,
  ...PARTS,
  ...SCRIPTS,
  ...WEBRTC,
  ...JOURNEYS,
  ...SCHEMES,
  ...WORKER_SCHEMES,
];
