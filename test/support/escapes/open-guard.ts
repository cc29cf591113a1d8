import type {Guard, WayOut} from '../../../src/server/browser/guard.ts';

const SPELLINGS = '127.0.0.1 localhost 0.0.0.0 [::1] [::] [::ffff:7f00:1] ::1 :: ::ffff:7f00:1';

/**
 * Names that lead to this machine, as on the internet that the tests play. Nobody knows another one, but for those that the
 * canary for names is to be asked for.
 */
const NAMES = [
  'MAP *.example 127.0.0.1',
  'MAP *.localhost 127.0.0.1',
  'MAP localhost. 127.0.0.1',
  'MAP * ~NOTFOUND',
  // WebRTC asks with a dot at the end.
  ...`${SPELLINGS} *.asked.example *.asked.example.`.split(' ').map((host) => `EXCLUDE ${host}`),
].join(', ');

/** No guard at all: the browser reaches whatever is on this machine, and nothing beyond it. */
export class OpenGuard implements Guard {
  readonly required = [];

  async flags(): Promise<readonly string[]> {
    return [
      '--no-proxy-server',
      `--host-resolver-rules=${NAMES}`,
      // The network would be told names of candidates.
      '--disable-features=Prerender2,WebRtcHideLocalIpsWithMdns',
    ];
  }

  async wayOut(): Promise<WayOut> {
    return {network: {}, close: async () => {}};
  }

  check(url: string): string {
    return url;
  }

  refuses(): null {
    return null;
  }

  async close(): Promise<void> {}
}
