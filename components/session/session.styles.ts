import {css} from 'lit';

export default css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  wf-room {
    block-size: 100%;
  }
`;
