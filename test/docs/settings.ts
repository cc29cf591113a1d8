import {DEFAULT_SETTINGS, SETTING_ALIASES, SPACE_ONLY, WITHOUT_EFFECT} from '../../src/model/settings.ts';
import {code, codes, page, table} from './markdown.ts';
import {readMembers} from './read-types.ts';
import {OBEYED_BY} from './settings-obeyed.ts';

/** Every setting of a space and its sessions. */
export function settingsPage(): string {
  const members = readMembers('src/model/settings.ts', 'SessionSettings');
  return page(
    'Settings',
    'What a space allows, and what a session of it does on top: `webfuse.initSpace(key, space, settings)` sets them for all sessions that a page makes, `space.session(settings)` for one. Names and defaults are the vendor’s, except those marked as additions. One that is unknown or of the wrong type is refused with `invalid_setting`, and no session is made.',
    'The key that a page has is public. What is marked with “the space” can be set by whoever runs the server alone; a page that tries is refused with `invalid_setting`.',
    table(
      ['Setting', 'Type', 'Default', 'Meaning', 'Set by', 'Obeyed by'],
      members.map(({name, type, doc}) => [
        code(name),
        code(type.replace(/^readonly string\[\]$/, 'string[]').replace('Readonly<Record<string, unknown>>', 'object')),
        code(JSON.stringify(DEFAULT_SETTINGS[name as keyof typeof DEFAULT_SETTINGS])),
        doc,
        SPACE_ONLY.has(name) ? 'the space' : 'the space, a page',
        OBEYED_BY[name as keyof typeof DEFAULT_SETTINGS],
      ]),
    ),
    'Rules in `blocklist` and `allowlist` are regular expressions that are looked for anywhere in the address; `about:blank` is always allowed. The keys `redirect` and `type` of the vendor’s rules are taken, and without effect.',
    '## Older names',
    table(
      ['Older name', 'Now'],
      Object.entries(SETTING_ALIASES).map(([alias, name]) => [
        code(alias),
        name.startsWith('!') ? `${code(name.slice(1))}, with the opposite sense` : code(name),
      ]),
    ),
    '## Taken, and without effect',
    `They are about things that are not here, or not needed here: ${codes([...WITHOUT_EFFECT].sort())}.`,
  );
}

/** What each setting means, as a server tells it over REST. */
export function settingsMeanings(): string {
  const members = readMembers('src/model/settings.ts', 'SessionSettings');
  return `${JSON.stringify(Object.fromEntries(members.map(({name, doc}) => [name, doc])), null, 2)}\n`;
}
