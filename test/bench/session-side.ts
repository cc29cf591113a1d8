import type {RpcMethods} from '../../src/protocol/rpc.ts';
import {Line} from './line.ts';
import {MIDDLE, type Receive, type Side, type Tab} from './tab.ts';

type Created = RpcMethods['create_session']['result'];

/** A session on a server in another process. The first viewer leads it. */
export class SessionSide implements Side {
  #origin: string;
  #created: Created;
  #lines: Line[];

  private constructor(origin: string, created: Created, leader: Line) {
    this.#origin = origin;
    this.#created = created;
    this.#lines = [leader];
  }

  static async start(origin: string): Promise<SessionSide> {
    const leader = await Line.connect(origin);
    const created = await leader.call<Created>('create_session', {space: 'demo', widget_key: 'wk_demo'});
    const {session_id, leader_token} = created;
    await leader.call('join_session', {session_id, leader_token});
    return new SessionSide(origin, created, leader);
  }

  async openTab(url: string, viewers: number, receive: Receive): Promise<Tab> {
    while (this.#lines.length < viewers) this.#lines.push(await this.#join());
    const leader = this.#lines[0] as Line;
    const {ssid} = await leader.call<{ssid: number}>('open_tab', {url});
    await Promise.all(
      this.#lines.slice(0, viewers).map((line, viewer) => {
        line.onBytes = (tab, bytes) => receive(viewer, bytes, tab === ssid);
        return line.call('watch_tab', {ssid});
      }),
    );
    return {
      click: () => {
        const button = {type: 'mouse', ...MIDDLE, button: 'left', clickCount: 1, modifiers: 0} as const;
        void leader.call('input', {ssid, input: {...button, action: 'down', buttons: 1}});
        void leader.call('input', {ssid, input: {...button, action: 'up', buttons: 0}});
      },
      close: async () => {
        for (const line of this.#lines) line.onBytes = () => {};
        await leader.call('close_tab', {ssid});
      },
    };
  }

  async close(): Promise<void> {
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
