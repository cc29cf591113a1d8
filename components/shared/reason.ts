import type {Say} from './speech.ts';

/** Why something was refused: `code` for programs, `message` for people who know English. */
interface Why {
  readonly code: string;
  readonly message: string;
  /** What it was about, where the code alone leaves that open. */
  readonly about?: string | undefined;
}

/** Why something was refused, for people: as the session says it, or in other languages as its code means. */
export function reasonOf({code, message, about}: Why, say: Say): string {
  for (const key of [`!${code}_${about}`, `!${code}`]) {
    const said: string = say(key as string);
    if (said !== key) return said;
  }
  return message;
}
