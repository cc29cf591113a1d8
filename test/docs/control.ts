import {MACHINES} from '../model/machines/index.ts';
import type {Machine} from '../model/machines/machine.ts';
import {code, codes, page, table} from './markdown.ts';

/** Control, host rights, admission, huddle mode and pausing as state machines. */
export function controlPage(): string {
  return page(
    'Control, and what else passes from hand to hand',
    'Three things are never mixed: the **host** of the session, the **owner** of a tab (`leaderIndex`), and whoever is **in control** of it (`controlIndex`). Each of the tables below is a state machine. They are checked against the code: in thousands of random sessions nothing passes from one state to another that is not in its table, and everything in a table is seen.',
    '“The room” is the place where the session lives: it knows of lost lines, of time that has run out, of what pages do, and of what the operator of the space asks for over REST. “A doorkeeper” is the host, or in huddle mode anyone; where huddle mode is on, what is said of the host goes for everyone who may be host.',
    ...MACHINES.flatMap((machine) => [
      `## ${machine.title}`,
      machine.about,
      Object.entries(machine.states)
        .map(([state, meaning]) => `- **${state}**: ${meaning}`)
        .join('\n'),
      table(['From', 'Command or cause', 'By', 'When', 'To', 'Events'], machine.transitions.map(row)),
    ]),
  );
}

function row({from, command, by, when, to, events}: Machine['transitions'][number]): string[] {
  return [from, code(command), by === 'room' ? 'the room' : by, when?.[0] ?? '', to, codes(events)];
}
