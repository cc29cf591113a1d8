/** What a screen reader, a keyboard and an eye find of an element. Checked against the elements themselves, in a browser. */
export interface Accessible {
  /** Roles and names that are there in the middle of a session; a name that ends in … begins so. */
  readonly roles: readonly (readonly [role: string, name: string])[];
  /** The way by keyboard. */
  readonly keys: string;
  /** What is said aloud when it happens, and an example of it; nothing where it says nothing. */
  readonly says?: readonly [what: string, example: string];
  /** The least contrast of its texts, in light and in dark; nothing where it has no text. */
  readonly contrast?: number;
  /** The least side of what can be pressed, in CSS pixels; nothing where nothing can be. */
  readonly target?: number;
}

/** All elements, while Anna is the host, Ben is here, and a shop is open. */
export const ACCESSIBLE: Readonly<Record<string, Accessible>> = {
  'wf-address-bar': {
    roles: [
      ['button', 'Back'],
      ['button', 'Forward'],
      ['button', 'Reload'],
      ['textbox', 'Address'],
    ],
    keys: 'Tab to each; Enter in the field goes there, Escape puts the address back',
    says: ['why an address is refused, at once', 'ftp://nowhere'],
    contrast: 4.5,
    target: 32,
  },
  'wf-chat': {
    roles: [
      ['log', 'Chat'],
      ['textbox', 'Write a message'],
      ['button', 'Send'],
    ],
    keys: 'Tab to the field; Enter sends, Shift+Enter begins a line',
    says: ['each message, while the end is to be seen; how many are new, while one reads back', 'Look at this'],
    contrast: 6.2,
    target: 36,
  },
  'wf-consent': {
    roles: [
      ['alertdialog', 'Before you join'],
      ['button', 'Join'],
      ['button', 'Not now'],
    ],
    keys: 'Takes the focus and keeps it; Escape says no; the focus goes back to where it was',
    contrast: 6.2,
    target: 40,
  },
  'wf-controls': {
    roles: [
      ['toolbar', 'What you can do'],
      ['button', 'End for everyone'],
    ],
    keys: 'One stop of Tab; arrows, Home and End go on from there, Enter presses',
    says: ['that a file is being shared', 'Sharing the file…'],
    contrast: 6.5,
    target: 36,
  },
  'wf-downloads': {
    roles: [
      ['list', 'Files of this session'],
      ['link', 'Save: list.csv'],
      ['button', 'Take off this list: list.csv'],
      ['progressbar', 'film.mp4'],
    ],
    keys: 'Tab to each; Enter saves, or takes off the list',
    says: ['which file can be saved', 'plan.pdf can be saved.'],
    contrast: 5.9,
    target: 32,
  },
  'wf-huddle': {
    roles: [
      ['list', 'Who looks where'],
      ['button', 'Follow: Ben'],
      ['button', 'End the huddle'],
    ],
    keys: 'Tab to each; Enter goes there, follows, or stops following',
    says: ['whom one follows', 'You follow Ben'],
    contrast: 7,
    target: 28,
  },
  'wf-invite': {
    roles: [
      ['textbox', 'Invite link'],
      ['button', 'Copy link'],
      ['img', 'QR code of the invite link'],
    ],
    keys: 'Tab to each; Enter copies or shares',
    says: ['that the link is copied', 'Copied'],
    contrast: 6.2,
    target: 36,
  },
  'wf-join': {
    roles: [
      ['textbox', 'Your name'],
      ['textbox', 'PIN or invite link'],
      ['button', 'Join'],
    ],
    keys: 'Tab to each; Enter joins, and goes to the field that lacks something',
    says: ['why one cannot join, at once', 'Say who you are.'],
    contrast: 6.2,
    target: 36,
  },
  'wf-launcher': {
    roles: [['button', 'Browse together']],
    says: ['why a session in a window did not start', '127.0.0.1:4'],
    keys: 'Tab to the button; Enter opens, Escape puts out of sight and goes back to the button',
    contrast: 6.2,
    target: 44,
  },
  'wf-log': {
    roles: [
      ['searchbox', 'Show events with these words'],
      ['button', 'Copy'],
      ['list', 'Events of this session'],
    ],
    keys: 'Tab to each; Enter opens an event',
    says: ['how many events were copied', 'Copied 1 event'],
    contrast: 6.5,
    target: 28,
  },
  'wf-notices': {
    roles: [['status', '']],
    keys: 'Nothing to press',
    says: ['who comes, goes, asks, is host or in control, and which page is shown', 'Ben asks for control'],
    contrast: 4.5,
  },
  'wf-participants': {
    roles: [
      ['list', 'People in this session'],
      ['button', 'Give control: Ben'],
      ['button', 'Remove: Ben'],
    ],
    keys: 'Tab to each; Enter presses',
    says: ['who asks for something', 'Ben asks for control'],
    contrast: 5.9,
    target: 28,
  },
  'wf-pointers': {
    roles: [['button', 'Highlighter']],
    keys: 'Not on the way of Tab, since it takes a hand that points; `<wf-controls>` has it as “Draw”, and Escape puts it away',
    target: 36,
  },
  'wf-prompts': {
    roles: [
      ['dialog', 'shop.localhost says'],
      ['button', 'OK'],
      ['button', 'Cancel'],
    ],
    keys: 'Takes the focus; Escape cancels, Enter answers, arrows, Home and End choose; the focus goes back to the page',
    says: ['to those who cannot answer, who does; why the page does not get what it wanted', 'Ben answers the page'],
    contrast: 4.5,
    target: 36,
  },
  'wf-requests': {
    roles: [
      ['group', 'Requests'],
      ['button', 'Accept: …'],
      ['button', 'Decline: …'],
      ['timer', ''],
    ],
    keys: 'Tab to each; Enter presses, and the focus stays with what is left',
    says: ['who asks for what', 'Ben asks to be host'],
    contrast: 6.2,
    target: 32,
  },
  'wf-room': {
    roles: [
      ['region', 'People and chat'],
      ['button', 'People'],
      ['button', 'Chat'],
      ['toolbar', 'What you can do'],
    ],
    keys: 'Tab through its parts, in the order in which they are seen; Enter chooses people or chat',
    contrast: 5.9,
    target: 24,
  },
  'wf-session': {
    roles: [['region', 'People and chat']],
    keys: 'None of its own: that of its parts',
    contrast: 5.9,
    target: 24,
  },
  'wf-tab-bar': {
    roles: [
      ['tablist', 'Tabs in this session'],
      ['tab', 'Shop…'],
      ['tab', 'Tea…'],
      ['button', 'Open a tab'],
    ],
    keys: 'One stop of Tab; arrows go along the tabs with the writing, Home and End to their ends; Enter shows one to everyone, Delete closes it',
    contrast: 5.3,
    target: 24,
  },
  'wf-view': {
    roles: [
      ['textbox', 'Shop, http://shop.localhost/'],
      ['button', 'Ask for control'],
    ],
    keys: 'Tab to the page; Enter gives it the keyboard, Escape and then Tab leave it',
    says: ['why nothing is shown: it loads, it is paused, it failed, the line is lost', 'This page cannot be shown'],
    contrast: 13.8,
    target: 28,
  },
};
