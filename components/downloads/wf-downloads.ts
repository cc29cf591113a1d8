import {WfDownloads} from './downloads.ts';

if (!customElements.get('wf-downloads')) customElements.define('wf-downloads', WfDownloads);

declare global {
  interface HTMLElementTagNameMap {
    'wf-downloads': WfDownloads;
  }
}
