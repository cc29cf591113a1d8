import {COMMANDS} from '../../src/client/index.ts';

/** What `command="--…"` may ask of a `<wf-session>`, with the name of the argument that the button's `value` is. */
export const BUTTONS: Readonly<Record<string, string>> = {
  ...COMMANDS,
  create: '',
  start: '',
  end: 'redirect_url?',
  relocate: 'url',
  openTab: 'url',
  broadcastMessage: 'message',
  giveControl: 'to',
  requestControl: '',
};
