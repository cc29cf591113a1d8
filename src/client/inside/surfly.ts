import type {SessionError} from '../errors.ts';
import type {InsideWebfuse} from './inside-webfuse.ts';

/** What the older global calls back with. */
type Initialized = (result: {readonly success: boolean; readonly errorMsg?: string}) => void;

/** The older global, as far as it is there inside a session. */
export function olderGlobal(webfuse: InsideWebfuse): object {
  return {
    init(settings: {readonly widget_key?: string}, callback: Initialized = () => {}): void {
      const initialized = webfuse.initSpace(settings?.widget_key as string);
      initialized.then(
        () => callback({success: true}),
        ({message}: SessionError) => callback({success: false, errorMsg: message}),
      );
    },
    get isInsideSession() {
      return webfuse.isInsideSession;
    },
    get currentSession() {
      return webfuse.currentSession;
    },
    listSessions: () => webfuse.listSessions(),
    on(...args: Parameters<InsideWebfuse['on']>) {
      webfuse.on(...args);
      return this;
    },
    button: () => null,
  };
}
