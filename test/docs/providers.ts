import {EVENT_NAMES} from '../../src/model/events.ts';
import {COMMAND_ROWS} from '../conformance/commands.ts';
import {MAY_BE_UNSUPPORTED, PROVIDERS} from '../conformance/unsupported.ts';
import {code, page, table} from './markdown.ts';

/** What each provider does: the result that the conformance suite holds it to. */
export function providersPage(): string {
  return page(
    'Providers',
    'One suite is played over every provider, in a real browser with a window for each person (`test/e2e/conformance.test.ts`): each command, then each event. It fails where a “yes” does not work, and where something works, or is heard, that stands here as unsupported. A command that is unsupported rejects with the code `unsupported` and a reason; nothing else changes.',
    '`webfuse` is played twice: over the script of our own server, which stands in the place of the vendor’s, and over a stand-in that can do only what is documented of the vendor’s client or seen in public code: commands that return nothing, `tab_control`, no list of participants, no `off`. What the vendor’s client can do today lies between the two.',
    '## Commands',
    tableOf(COMMAND_ROWS.map(({name}) => name)),
    '## Events',
    tableOf(EVENT_NAMES),
    '## Why not',
    table(
      ['Over', 'What', 'Reason'],
      PROVIDERS.flatMap((provider) =>
        byReason(MAY_BE_UNSUPPORTED[provider]).map(([reason, names]) => [provider, names.map(code).join(', '), reason]),
      ),
    ),
  );
}

/** The providers over which an event is heard, in words. */
export function heardOver(event: string): string {
  const over = PROVIDERS.filter((provider) => !(event in MAY_BE_UNSUPPORTED[provider]));
  return over.length === PROVIDERS.length ? 'all' : over.join(', ');
}

function tableOf(names: readonly string[]): string {
  return table(
    ['', ...PROVIDERS],
    names.map((name) => [
      code(name),
      ...PROVIDERS.map((provider) => (name in MAY_BE_UNSUPPORTED[provider] ? 'unsupported' : 'yes')),
    ]),
  );
}

function byReason(reasons: Readonly<Record<string, string>>): [reason: string, names: string[]][] {
  const grouped = Map.groupBy(Object.entries(reasons), ([, reason]) => reason);
  return [...grouped].map(([reason, entries]) => [reason, entries.map(([name]) => name)]);
}
