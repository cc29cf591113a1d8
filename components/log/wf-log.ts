import {WfLog} from './log.ts';

if (!customElements.get('wf-log')) customElements.define('wf-log', WfLog);

declare global {
  interface HTMLElementTagNameMap {
    'wf-log': WfLog;
  }
}
