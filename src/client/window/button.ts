import type {Emitter} from '../emitter.ts';
import {ofPage} from '../of-page.ts';
import type {Session, SessionCallbacks} from '../session.ts';
import type {Space} from '../space.ts';
import {BUTTON_STYLES} from './button-styles.ts';

/** Where the button is, and what the sessions allow that it starts. */
export interface ButtonSettings {
  readonly position?: 'bottomleft' | 'bottomright' | 'middleright';
  readonly [setting: string]: unknown;
}

/** What it says by itself: before, and while it starts a session. */
const WORDS = ['Start session', 'Starting…'];

const POSITIONS = ['bottomleft', 'bottomright', 'middleright'];

/** Gives a button its looks and its work, and puts it into the page. */
export function dress(
  button: HTMLButtonElement,
  space: Space,
  everywhere: Emitter<SessionCallbacks>,
  {position = 'bottomright', ...options}: ButtonSettings,
): void {
  const place = POSITIONS.includes(position) ? position : 'bottomright';
  const running = new Set<Session>();
  let starting = false;
  const show = () => {
    button.hidden = running.size > 0;
    button.classList.toggle('surfly-button-visible', !button.hidden);
    button.classList.toggle('surfly-button-hidden', button.hidden);
    // Not `disabled`, which would take the focus away.
    button.ariaDisabled = starting ? 'true' : null;
    // What its author wrote in it stays.
    if (!button.hasChildNodes() || WORDS.includes(button.textContent)) button.textContent = WORDS[Number(starting)]!;
  };
  // One that tells an error may run: its first tab could not be opened.
  const follow = (session: Session) => {
    if (session.started) running.add(session);
    else running.delete(session);
    show();
  };
  everywhere.on('session_started', follow);
  everywhere.on('session_ended', follow);
  everywhere.on('error', follow);

  button.type = 'button';
  button.className = `webfuse-button surfly-button surfly-button-${place}`;
  button.addEventListener('click', async () => {
    if (starting) return;
    starting = true;
    show();
    // Whoever listens to the error hears why; the button is there for another attempt.
    await space
      .session(options)
      .start()
      .catch(() => {});
    starting = false;
    show();
  });
  show();
  ofPage('button-styles', addStyles);
  (document.body ?? document.documentElement).append(button);
}

/** Not as an element, which a page can forbid by its Content-Security-Policy. */
function addStyles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BUTTON_STYLES);
  document.adoptedStyleSheets.push(sheet);
  return sheet;
}
