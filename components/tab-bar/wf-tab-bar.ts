import {WfTabBar} from './tab-bar.ts';

if (!customElements.get('wf-tab-bar')) customElements.define('wf-tab-bar', WfTabBar);

declare global {
  interface HTMLElementTagNameMap {
    'wf-tab-bar': WfTabBar;
  }
}
