import path from 'node:path';
import {commandsPage} from './commands.ts';
import {configPage, editorSchema} from './config.ts';
import {controlPage} from './control.ts';
import {eventsPage} from './events.ts';
import {limitsPage} from './limits.ts';
import {providersPage} from './providers.ts';
import {settingsPage} from './settings.ts';

const DOCS = path.join(import.meta.dirname, '../../docs');

/** Every page of the docs that is made from the code: where it is, and what has to stand there. */
export function pages(): {file: string; text: string}[] {
  const texts = {
    'events.md': eventsPage(),
    'commands.md': commandsPage(),
    'config.md': configPage(),
    'config.schema.json': editorSchema(),
    'limits.md': limitsPage(),
    'settings.md': settingsPage(),
    'control.md': controlPage(),
    'providers.md': providersPage(),
  };
  return Object.entries(texts).map(([name, text]) => ({file: path.join(DOCS, name), text}));
}
