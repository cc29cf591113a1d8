import type {Transport} from '../wire/transport.ts';

/** What the server gives an isolated world to say something. */
declare function webfuseCall(text: string): void;

/** What the server finds in an isolated world. */
interface WebfuseLine {
  /** Called when the world is joined to the server, and again when its document comes back from having been put by. */
  open(): {readonly origin: string};
  receive(text: string): void;
}

/** Moves messages between the server and an isolated world in which nothing of the page's is. */
class WorldTransport implements Transport {
  onmessage: Transport['onmessage'] = null;
  onclose: Transport['onclose'] = null;

  send(message: string): void {
    webfuseCall(message);
  }

  close(): void {
    this.onmessage = null;
  }
}

/** Calls back with a new way to the server each time that there is one. */
export function onLine(opened: (transport: Transport) => void): void {
  let transport: WorldTransport | null = null;
  const webfuseLine: WebfuseLine = {
    open: () => {
      transport = new WorldTransport();
      opened(transport);
      return {origin: self.origin};
    },
    receive: (text) => transport?.onmessage?.(text),
  };
  Object.assign(globalThis, {webfuseLine});
}
