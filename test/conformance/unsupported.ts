import {UNSUPPORTED} from '../../src/client/unsupported.ts';

/** What the suite runs over, as the table names it. */
export const PROVIDERS = ['server', 'local', 'webfuse over our script', 'webfuse as documented'] as const;

/** Something that the suite runs over. */
export type ProviderName = (typeof PROVIDERS)[number];

const NOT_BUILT = reasonFor('Not part of this kit: video chat, screen sharing, automation.', [
  ...UNSUPPORTED,
  'automation',
]);

const NO_PICTURES = reasonFor('There are no pictures to draw over.', ['toggleDrawing', 'setDrawingSettings']);

const NOT_THE_VENDORS = 'The vendor has no such thing that is known.';

/** What may say `unsupported`, and why. Everything else has to work. */
export const MAY_BE_UNSUPPORTED: Readonly<Record<ProviderName, Readonly<Record<string, string>>>> = {
  server: NOT_BUILT,
  local: {
    ...NOT_BUILT,
    ...NO_PICTURES,
    ...reasonFor('The pages of tabs are frames of the page, which no script outside may run code in.', ['execute']),
    ...reasonFor('There is no server to keep a file.', ['uploadFile']),
    ...reasonFor('The browser downloads without a word to the page.', ['file_downloaded']),
    ...reasonFor('There is no line that could be lost.', ['connection_lost', 'connection_restored']),
  },
  'webfuse over our script': {
    ...NOT_BUILT,
    ...NO_PICTURES,
    ...reasonFor('The window of the session finds its line again by itself, and tells nobody.', [
      'connection_lost',
      'connection_restored',
    ]),
  },
  'webfuse as documented': {
    ...NOT_BUILT,
    ...NO_PICTURES,
    ...reasonFor(NOT_THE_VENDORS, [
      'goBack',
      'goForward',
      'updateUserData',
      'declineTabControl',
      'withdrawTabControlRequest',
      'declineHost',
      'withdrawHostRequest',
      'pauseTab',
      'resumeTab',
      'setHuddleMode',
      'follow',
      'unfollow',
      'sendChatMessage',
      'getScreenSize',
      'getRequestTimes',
      'execute',
      'admit',
      'refuse',
      'removeParticipant',
      'participant_updated',
      'control_request_declined',
      'control_request_withdrawn',
      'host_request_declined',
      'host_request_withdrawn',
      'admission_requested',
      'admission_refused',
      'admission_withdrawn',
      'client_log_added',
      'connection_lost',
      'connection_restored',
    ]),
  },
};

function reasonFor(reason: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}
