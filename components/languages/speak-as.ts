import {LANGUAGES} from './fetch.ts';

/** What elements were given, and not by their authors. */
const given = new WeakMap<HTMLElement, string>();

/** Has an element be in a language, where the kit has it and the page says no other. */
export function speakAs(element: HTMLElement, language: string): void {
  if (element.lang && element.lang !== given.get(element)) return;
  const lang = language.replace('_', '-');
  const [code = ''] = lang.toLowerCase().split('-');
  if (code !== 'en' && !LANGUAGES[code]) return;
  given.set(element, lang);
  element.lang = lang;
  element.dir = code === 'ar' ? 'rtl' : 'ltr';
}
