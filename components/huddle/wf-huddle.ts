import {WfHuddle} from './huddle.ts';

if (!customElements.get('wf-huddle')) customElements.define('wf-huddle', WfHuddle);

declare global {
  interface HTMLElementTagNameMap {
    'wf-huddle': WfHuddle;
  }
}
