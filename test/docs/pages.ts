import path from 'node:path';
import {accessibilityPage} from './accessibility.ts';
import {asyncApi} from './asyncapi.ts';
import {commandsPage} from './commands.ts';
import {configPage, editorSchema} from './config.ts';
import {controlPage} from './control.ts';
import {eventsPage} from './events.ts';
import {limitsPage} from './limits.ts';
import {providersPage} from './providers.ts';
import {settingsMeanings, settingsPage} from './settings.ts';

const DOCS = path.join(import.meta.dirname, '../../docs');

/** What the server itself shows of it. */
const PAGES = path.join(import.meta.dirname, '../../src/server/pages');

/** Every page of the docs that is made from the code: where it is, and what has to stand there. */
export function pages(): {file: string; text: string}[] {
  const texts = {
    'accessibility.md': accessibilityPage(),
    'events.md': eventsPage(),
    'commands.md': commandsPage(),
    'config.md': configPage(),
    'config.schema.json': editorSchema(),
    'limits.md': limitsPage(),
    'settings.md': settingsPage(),
    'control.md': controlPage(),
    'providers.md': providersPage(),
  };
  const shown = {'asyncapi.json': asyncApi(), 'settings.json': settingsMeanings()};
  return [
    ...Object.entries(texts).map(([name, text]) => ({file: path.join(DOCS, name), text})),
    ...Object.entries(shown).map(([name, text]) => ({file: path.join(PAGES, name), text})),
  ];
}
