import {LANGUAGES} from './fetch.ts';

/** Has an element be in a language, where the kit has it. */
export function speakAs(element: HTMLElement, language: string): void {
  const lang = language.replace('_', '-');
  const [code = ''] = lang.toLowerCase().split('-');
  if (code !== 'en' && !LANGUAGES[code]) return;
  element.lang = lang;
  element.dir = code === 'ar' ? 'rtl' : 'ltr';
}
