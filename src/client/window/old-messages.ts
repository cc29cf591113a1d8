import type {Json, ToldEvent} from '../../model/events.ts';
import type {ServerProvider} from '../providers/server.ts';

/** What a message was called between the vendor's window and a page around it that has no script of the vendor's. */
const TYPE = 'widget_message';

/**
 * Passes messages on between the pages in a session and a page that shows the session in a frame without any script of
 * ours: both ways as `{type: 'widget_message', params: {msg}}`.
 */
export function passOldMessages(provider: ServerProvider, outer: Window): void {
  const {listener} = provider;
  const told = listener.told.bind(listener);
  listener.told = (event: ToldEvent) => {
    told(event);
    if (event.name !== 'message' || event.payload.ssid === undefined) return;
    const {data, targetOrigin} = event.payload;
    // The browser sees to it that nobody but the one who is meant gets it.
    outer.postMessage({type: TYPE, params: {msg: data}}, targetOrigin);
  };
  addEventListener('message', ({data, source, origin}: MessageEvent) => {
    if (source !== outer || data?.type !== TYPE || data.params?.msg === undefined) return;
    const message = {data: data.params.msg as Json, target_origin: '*', origin};
    // Nobody is there who could be told that it came too early.
    provider.ask('send_message', message).catch(() => {});
  });
}
