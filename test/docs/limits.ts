import {MAX_CHAT_MESSAGE} from '../../src/model/limits.ts';
import {MAX_TABS} from '../../src/model/tabs.ts';
import {MAX_URL_LENGTH} from '../../src/model/url.ts';
import {MAX_MESSAGE_BYTES, MAX_UPLOAD_BYTES} from '../../src/protocol/rpc.ts';
import {MAX_ALL_BYTES, MAX_FILE_BYTES, MAX_FILES} from '../../src/server/files/session-files.ts';
import {AT_ONCE, PER_SECOND} from '../../src/server/gateway/pace.ts';
import {MAX_USER_DATA, MAX_USER_DATA_DEPTH} from '../../src/server/gateway/schemas.ts';
import {
  LIMITS,
  MAX_BODY_BYTES,
  MAX_HEAD_BYTES,
  MAX_PARAM_LENGTH,
  MAX_REQUEST_TIME,
  type Rate,
} from '../../src/server/limits/numbers.ts';
import {code, page, table} from './markdown.ts';
import {readMembers} from './read-types.ts';

/** Every limit of a server. */
export function limitsPage(): string {
  const limits: Readonly<Record<string, Rate | number>> = {...LIMITS};
  return page(
    'Limits',
    'What is over a limit is refused with `too_many`. A call on the wire is then answered with `error.data.retry_after`, one over HTTP with status 429 and the header `retry-after`: in how many seconds it may go better, unless time changes nothing, as with keys and webhooks. The client rejects with a `SessionError` whose `retryAfter` says the same; while it seeks a lost line, it waits for as long as it was told.',
    'IP addresses are those that proxies say which the server [trusts](config.md), and those of the proxies where it trusts none. Whoever has one IPv6 address has all of its /64, and counts as one.',
    table(
      ['Limit', 'Of what', 'At once', 'Then in a minute'],
      readMembers('src/server/limits/numbers.ts', 'Limits').map(({name, doc}) => {
        const limit = limits[name] as Rate | number;
        if (typeof limit === 'number')
          return [code(name), doc, ...(name === 'calls' ? ['', shown(limit)] : [shown(limit), ''])];
        const {atOnce, aMinute} = limit;
        return [code(name), doc, shown(atOnce), shown(aMinute)];
      }),
    ),
    `PINs have [a guard of their own](joining.md#pin). One line is listened to ${PER_SECOND} times a second, and ${shown(AT_ONCE)} times at once: what comes faster waits at the other end. Whoever sends more at once than messages can be is hung up on.`,
    '## Sizes',
    'What is larger is refused with `too_large` or `invalid_params`, and nothing of it is kept.',
    table(
      ['What', 'At most'],
      [
        ['Address and headers of a call over HTTP', bytes(MAX_HEAD_BYTES)],
        ['A name in the address of a call', `${MAX_PARAM_LENGTH} characters`],
        ['Body of a call over HTTP', bytes(MAX_BODY_BYTES)],
        ['Time that a call over HTTP takes to come in', `${MAX_REQUEST_TIME / 1000} s`],
        ['A message on the wire, with the settings of a session in it', bytes(MAX_MESSAGE_BYTES)],
        ['User data', `${shown(MAX_USER_DATA)} characters of JSON, ${MAX_USER_DATA_DEPTH} levels of it`],
        ['A chat message', `${shown(MAX_CHAT_MESSAGE)} characters`],
        ['The address of a page', `${shown(MAX_URL_LENGTH)} characters`],
        ['Tabs of a session', shown(MAX_TABS)],
        ['A file that is shared', bytes(MAX_UPLOAD_BYTES)],
        ['A file that is downloaded', bytes(MAX_FILE_BYTES)],
        ['Files of a session', `${MAX_FILES}, ${bytes(MAX_ALL_BYTES)} in all`],
      ],
    ),
  );
}

function shown(value: number | string): string {
  return value.toLocaleString('en');
}

function bytes(count: number): string {
  return count < 1024 ** 2 ? `${count / 1024} KB` : `${count / 1024 ** 2} MB`;
}
