import type {OpenPages} from '../../../src/server/rooms/room-pages.ts';

/** Pages of no browser in which something happens: each address that is asked for is loaded, and has a title. */
export class LivelyPages {
  readonly openPages: OpenPages = (listener) => {
    const load = async (ssid: number, url: string) => {
      await turn();
      listener.relocating(ssid, url);
      listener.changed(ssid, {loading: true});
      await turn();
      listener.relocated(ssid, url);
      listener.changed(ssid, {loading: false, title: `Title of ${url}`});
    };
    const nothing = async () => {};
    return {
      open: load,
      navigate: load,
      goBack: nothing,
      goForward: nothing,
      reload: nothing,
      close: nothing,
      answer: () => null,
      drop: nothing,
      input: () => true,
      release: nothing,
      resize: () => {},
      sharpen: () => {},
      execute: async () => null,
      dispose: nothing,
      watch: () => ({shown() {}, stop() {}}),
      readMasked: () => () => {},
    };
  };

  async close(): Promise<void> {}
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
