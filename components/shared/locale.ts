import type {Speech} from './speech.ts';

/** The language around an element, for `Intl`; the browser's own where there is none, or none that can be. */
export function localeOf({lang}: Speech): string | undefined {
  try {
    return lang ? new Intl.Locale(lang).toString() : undefined;
  } catch {
    return undefined;
  }
}
