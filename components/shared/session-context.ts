import {createContext} from '@lit/context';
import type {SessionHost} from './session-host.ts';

/** How a control asks for the nearest `<wf-session>`. The key is global, so that two copies of the kit understand. */
export const sessionContext = createContext<SessionHost>(Symbol.for('webfuse-elements.session'));
