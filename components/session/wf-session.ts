import {WfSession} from './session.ts';

if (!customElements.get('wf-session')) customElements.define('wf-session', WfSession);

// It makes buttons command where the browser does not.
if (!('commandForElement' in HTMLButtonElement.prototype)) void import('../shared/invoker-commands.ts');

declare global {
  interface HTMLElementTagNameMap {
    'wf-session': WfSession;
  }
}
