import type {RpcMethods} from '../../src/protocol/rpc.ts';
import {Line} from './line.ts';
import {MIDDLE, type Receive, type Side, type Tab, type Watching} from './tab.ts';

/** What a viewer has: all of the page fits into it. */
const SCREEN = {width: 1280, height: 720, touch: false} as const;

type Created = RpcMethods['create_session']['result'];

/** A session on a server in another process. The first viewer leads it. */
export class SessionSide implements Side {
  readonly pid: number;
  #origin: string;
  #created: Created;
  #lines: Line[];

  private constructor(origin: string, pid: number, created: Created, leader: Line) {
    this.#origin = origin;
    this.pid = pid;
    this.#created = created;
    this.#lines = [leader];
  }

  /** @param pid - of the server */
  static async start(origin: string, pid: number): Promise<SessionSide> {
    const leader = await Line.connect(origin);
    const created = await leader.call<Created>('create_session', {space: 'demo', widget_key: 'wk_demo'});
    const {session_id, leader_token} = created;
    await leader.call('join_session', {session_id, leader_token});
    return new SessionSide(origin, pid, created, leader);
  }

  another(): Promise<SessionSide> {
    return SessionSide.start(this.#origin, this.pid);
  }

  async openTab(url: string, {viewers, stalled, sharp}: Watching, receive: Receive): Promise<Tab> {
    while (this.#lines.length < viewers) this.#lines.push(await this.#join());
    const leader = this.#lines[0] as Line;
    const {ssid} = await leader.call<{ssid: number}>('open_tab', {url});
    await Promise.all(
      this.#lines.slice(0, viewers).map((line, viewer) => {
        line.onBytes = (bytes, picture) => receive(viewer, bytes, picture?.ssid === ssid ? picture : null);
        void line.call('input', {ssid, input: {type: 'fit', ...SCREEN, ratio: sharp ? 2 : 1}});
        return line.call('watch_tab', {ssid});
      }),
    );
    const idler = stalled ? await this.#join() : null;
    await idler?.call('watch_tab', {ssid});
    idler?.stall();
    return {
      click: () => {
        const button = {type: 'mouse', ...MIDDLE, button: 'left', clickCount: 1, modifiers: 0} as const;
        void leader.call('input', {ssid, input: {...button, action: 'down', buttons: 1}});
        void leader.call('input', {ssid, input: {...button, action: 'up', buttons: 0}});
      },
      close: async () => {
        idler?.close();
        for (const line of this.#lines) line.onBytes = () => {};
        await leader.call('close_tab', {ssid});
      },
    };
  }

  close(): Promise<void> {
    return this.leave();
  }

  async leave(): Promise<void> {
    await this.#lines[0]?.call('end', {});
    for (const line of this.#lines) line.close();
  }

  async #join(): Promise<Line> {
    const {session_id, invite} = this.#created;
    const line = await Line.connect(this.#origin);
    await line.call('join_session', {session_id, invite});
    return line;
  }
}
