import {EVENT_NAMES} from '../../model/events.ts';
import {API, type ApiRequest} from '../api-request.ts';
import {snake} from '../commands.ts';
import {Emitter} from '../emitter.ts';
import {expectFunction} from '../expect.ts';
import type {ListenName, Session, SessionCallback} from '../session.ts';
import {unsupported, unsupportedApi} from '../unsupported.ts';

/** What listeners to everything are given: flat, with the name of what happened. */
export type ExtensionMessage = {readonly [key: string]: unknown};

type Listener = (message: ExtensionMessage) => void;

/** Starts and stops calling a listener, in the manner of extensions. */
interface ListenerList {
  addListener(listener: Listener): void;
  removeListener(listener: Listener): void;
}

/** The session as content scripts have it at `browser.webfuseSession`. */
export type ExtensionSession = ReturnType<typeof extensionSession>;

/** Makes the session of an extension: the public one, whose commands wait until it is there, and listeners to everything. */
export function extensionSession(session: Session, started: Promise<void>, env: Readonly<Record<string, string>>) {
  const messages = new Emitter<{message: Listener}>();
  const list: ListenerList = {
    addListener: (listener) => void messages.on('message', expectFunction(listener)),
    removeListener: (listener) => messages.off('message', listener),
  };
  for (const name of EVENT_NAMES) {
    session.on(name, (_, payload: object) => messages.emit('message', flat(name, payload)));
  }

  const on = <Name extends ListenName>(name: Name, callback: SessionCallback<Name>) => {
    session.on(name, callback);
    return api;
  };
  const off = <Name extends ListenName>(name: Name, callback: SessionCallback<Name>) => {
    session.off(name, callback);
    return api;
  };
  const apiRequest = async (request: ApiRequest): Promise<unknown> => {
    await started;
    const answer = await session.apiRequest(request);
    if (request.cmd === 'get_session_participants') {
      const participants = (await session.getParticipants()).map(({clientIndex, name, userData, online, self}) => ({
        client_index: clientIndex,
        name,
        email: userData['email'] ?? '',
        online,
        self,
      }));
      messages.emit('message', {msg: request.cmd, participants});
    }
    return answer;
  };
  const api = {
    ...methodsOf(session, started),
    on: Object.assign(on, list),
    off,
    onMessage: list,
    apiRequest,
    env,
    registerTool: () => unsupported('registerTool()'),
    sendAutomationProgress: () => unsupported('sendAutomationProgress()'),
    automation: unsupportedApi('automation'),
    get sessionId() {
      return session.sessionId;
    },
    get pin() {
      return session.pin;
    },
    get state() {
      return session.state;
    },
  };
  return api;
}

/** Every command of the public API; each waits until the session is there. */
function methodsOf(
  session: Session,
  started: Promise<void>,
): Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>> {
  const methods = new Set([...API.values()].map(({method}) => method));
  return Object.fromEntries(
    [...methods].map((method) => [
      method,
      async (...args: unknown[]) => {
        await started;
        const call = session[method as keyof Session] as unknown as (...given: unknown[]) => unknown;
        return call.apply(session, args);
      },
    ]),
  );
}

/** An event for those who listen to all of them. Keys come in both spellings; an object that was sent comes as it is. */
function flat(name: string, payload: object): ExtensionMessage {
  const snaked = Object.entries(payload).map(([key, value]) => [snake(key), value]);
  const {data} = payload as {data?: unknown};
  const sent = name === 'message' && typeof data === 'object' && data !== null ? data : {};
  return {event_type: name, ...payload, ...Object.fromEntries(snaked), ...sent};
}
