import type {Emitter} from '../emitter.ts';
import type {SessionCallbacks} from '../session.ts';
import type {Space} from '../space.ts';
import {BUTTON_STYLES} from './button-styles.ts';

/** Where the button is, and what the sessions allow that it starts. */
export interface ButtonSettings {
  readonly position?: 'bottomleft' | 'bottomright' | 'middleright';
  readonly [setting: string]: unknown;
}

const POSITIONS = ['bottomleft', 'bottomright', 'middleright'];

/** Gives a button its looks and its work, and puts it into the page. */
export function dress(
  button: HTMLButtonElement,
  space: Space,
  everywhere: Emitter<SessionCallbacks>,
  {position = 'bottomright', ...options}: ButtonSettings,
): void {
  const place = POSITIONS.includes(position) ? position : 'bottomright';
  const running = new Set<object>();
  let starting = false;
  const show = () => {
    button.hidden = running.size > 0;
    button.classList.toggle('surfly-button-visible', !button.hidden);
    button.classList.toggle('surfly-button-hidden', button.hidden);
    // Not `disabled`, which would take the focus away.
    button.ariaDisabled = starting ? 'true' : null;
    button.textContent = starting ? 'Starting…' : 'Start session';
  };
  const over = (session: object) => {
    running.delete(session);
    show();
  };
  everywhere.on('session_started', (session) => {
    running.add(session);
    show();
  });
  everywhere.on('session_ended', over);
  everywhere.on('error', over);

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
  addStyles();
  (document.body ?? document.documentElement).append(button);
}

function addStyles(): void {
  if (document.getElementById('webfuse-button-styles')) return;
  const style = document.createElement('style');
  style.id = 'webfuse-button-styles';
  style.textContent = BUTTON_STYLES;
  // Before those of the page, which so win without more specific selectors.
  document.head.prepend(style);
}
