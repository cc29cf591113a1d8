import {WfView} from './view.ts';

if (!customElements.get('wf-view')) customElements.define('wf-view', WfView);

declare global {
  interface HTMLElementTagNameMap {
    'wf-view': WfView;
  }
}
