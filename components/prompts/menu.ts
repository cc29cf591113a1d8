import type {MenuPrompt, PromptAnswer, Tab} from '../../src/client/index.ts';
import type {Phrase} from '../languages/words.ts';
import type {SessionController} from '../shared/session-controller.ts';

/** Something that can be done. */
export interface MenuItem {
  readonly label: string;
  /** What it comes to for the page. */
  readonly answer?: PromptAnswer;
  readonly disabled?: boolean;
  run?(): unknown;
}

/** What can be done with what was pressed with the other button; groups are apart. */
export function itemsOf(menu: MenuPrompt, tab: Tab, session: SessionController): readonly (readonly MenuItem[])[] {
  const {say} = session;
  const {link, image, editable} = menu;
  // Where the session shares no clipboard, the keys of the remote page have its own.
  const shares = session.open?.settings.clipboard_enabled ?? false;
  const text = shares ? menu.text : '';
  const {ssid, canGoBack, canGoForward} = tab;
  const opens = (address: string, open: Phrase, copyIt: Phrase): readonly MenuItem[] => [
    {label: say(open), run: () => session.attempt('openTab', address)},
    {label: say(copyIt), run: () => copy(address)},
  ];
  const selectAll: MenuItem = {label: say('Select all'), answer: {item: 'select_all'}};
  const groups: (readonly MenuItem[])[] = [
    link ? opens(link, 'Open link in a new tab', 'Copy the address of the link') : [],
    image ? opens(image, 'Open image in a new tab', 'Copy the address of the image') : [],
    [
      ...(text ? [{label: say('Copy'), run: () => copy(text)}] : []),
      ...(text && editable ? [{label: say('Cut'), answer: {item: 'delete'} as const, run: () => copy(text)}] : []),
      ...(editable && shares ? [{label: say('Paste'), run: () => paste(session, ssid)}] : []),
      ...(editable || !text ? [selectAll] : []),
    ],
  ];
  const isPlain = !link && !image && !text && !editable;
  const ways: readonly MenuItem[] = [
    {label: say('Back'), disabled: !canGoBack, run: () => session.attempt('goBack', ssid)},
    {label: say('Forward'), disabled: !canGoForward, run: () => session.attempt('goForward', ssid)},
    {label: say('Reload'), run: () => session.attempt('reload', ssid)},
  ];
  return (isPlain ? [ways, ...groups] : groups).filter(({length}) => length > 0);
}

async function copy(text: string): Promise<void> {
  // Not allowed on some pages; there is nothing to be done about it here.
  await navigator.clipboard?.writeText(text).catch(() => {});
}

async function paste({session}: SessionController, ssid: number): Promise<void> {
  const text = await navigator.clipboard?.readText().catch(() => '');
  if (text) await session?.input(ssid, {type: 'paste', text}).catch(() => {});
}
