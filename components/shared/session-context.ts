import {ContextRoot, createContext} from '@lit/context';
import type {SessionHost} from './session-host.ts';

/** How a control asks for the nearest `<wf-session>`. The key is global, so that two copies of the kit understand. */
export const sessionContext = createContext<SessionHost>(Symbol.for('webfuse-elements.session'));

// Keeps the question of a control that is upgraded before its <wf-session>.
new ContextRoot().attach(document.documentElement);
