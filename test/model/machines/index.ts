import {controlOfTab, requestForControl} from './control.ts';
import {hostOfSession, requestForHost} from './host.ts';
import {sight} from './huddle.ts';
import type {Machine} from './machine.ts';
import {pause} from './pause.ts';
import {life, seat} from './seat.ts';

/** All that can become of a session, of who is in it, and of its tabs. */
export const MACHINES = [
  controlOfTab,
  requestForControl,
  hostOfSession,
  requestForHost,
  seat,
  sight,
  pause,
  life,
] as readonly Machine<unknown>[];
