import type {ClientIndex, Prompt, PromptKind, SessionSnapshot} from '../../src/client/index.ts';
import type {Phrase} from '../languages/words.ts';
import {nameFor} from '../shared/people.ts';
import type {Say} from '../shared/speech.ts';

/** What someone is doing who answers, as it is told to the others. */
const DOING: Readonly<Record<PromptKind, Phrase>> = {
  alert: '{name} reads what the page says',
  confirm: '{name} answers the page',
  prompt: '{name} answers the page',
  leave: '{name} decides whether to leave the page',
  select: '{name} chooses from a list',
  suggest: '{name} chooses from suggestions',
  date: '{name} picks a date',
  'datetime-local': '{name} picks a date and time',
  time: '{name} picks a time',
  month: '{name} picks a month',
  week: '{name} picks a week',
  color: '{name} picks a colour',
  menu: '{name} looks at a menu',
  login: '{name} signs in',
  file: '{name} chooses a file',
  permission: '{name} answers the page',
};

/** What the others are told. */
export function waitingFor(
  state: SessionSnapshot,
  clientIndex: ClientIndex,
  {kind, message}: Prompt & {readonly waiting: true},
  say: Say,
): string {
  const name = clientIndex === state.me ? say('Someone') : nameFor(state, clientIndex, say);
  return say(DOING[kind], {name}) + (message ? `: “${message}”` : '');
}
