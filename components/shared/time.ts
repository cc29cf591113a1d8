import {localeOf} from './locale.ts';
import type {Speech} from './speech.ts';

/** By the language as it is written in the page. To make one takes longer than to write a whole page of messages with it. */
const formats: Record<string, Intl.DateTimeFormat> = Object.create(null);

/** The time of day, as people with the language around an element write it. */
export function timeIn(speech: Speech, time: Date): string {
  const {lang} = speech;
  formats[lang] ??= new Intl.DateTimeFormat(localeOf(speech), {timeStyle: 'short'});
  return formats[lang].format(time);
}
