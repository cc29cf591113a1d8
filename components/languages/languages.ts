import {LocalizeController, registerTranslation} from '@shoelace-style/localize';
import {localeOf} from '../shared/locale.ts';
import {fill, type Speech, sayAgain, type Values} from '../shared/speech.ts';
import {LANGUAGES} from './fetch.ts';
import type {Forms, Words} from './words.ts';

const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** Looks words up by the nearest `lang`, where localize knows that of the element itself and of the document. */
class Nearest extends LocalizeController {
  readonly #speech: Speech;

  constructor(speech: Speech) {
    super(speech.element);
    this.#speech = speech;
  }

  override lang(): string {
    return localeOf(this.#speech) ?? 'en';
  }
}

/** How a language says things, as far as that was asked for. */
interface Known {
  readonly locale: string;
  readonly plural: Intl.PluralRules;
  readonly said: Map<string, string | Forms | null>;
}

/** What knows more than English. */
export const languages = {find, translate};

const nearest = new WeakMap<Speech, Nearest>();
const known = new Map<string, Known>();
const asked = new Set<string>();
/** What the site says in its own words, which go before those that are fetched later. */
const own = new Map<string, Partial<Words>>();
/** All that the kit says, once a language was fetched: it has them all. */
let phrases: Words | null = null;
/** What no phrase is, and the console was told of. */
const strange = new Set<string>();

/** Says a phrase in another language, or in the site's own words; null where it has none, or none yet. */
function find(speech: Speech, phrase: string, values: Values): string | null {
  const {locale, plural, said} = knownIn(speech);
  if (!said.has(phrase)) said.set(phrase, lookUp(speech, phrase));
  const words = said.get(phrase);
  if (!words) return null;
  const text = typeof words === 'string' ? words : (words[plural.select(Number(values['count']))] ?? words.other);
  return fill(text, RIGHT_TO_LEFT.test(locale) ? isolated(values) : values, locale);
}

/**
 * Adds words of a language, by its tag.
 * @throws {TypeError} where something else than words stands beside a phrase; then nothing is added
 */
function translate(lang: string, words: Partial<Words>): void {
  for (const [phrase, text] of Object.entries(words)) {
    if (typeof text === 'string' || typeof (text as Forms | null)?.other === 'string') continue;
    throw new TypeError(`Expected words for "${phrase}" as a text, or as forms with "other"; got ${String(text)}.`);
  }
  const code = lang.toLowerCase();
  own.set(code, {...own.get(code), ...words});
  register(code, words);
  tellStrange();
}

/** Tells authors of words for what the kit never says, such as a phrase that was misspelt. */
function tellStrange(): void {
  if (!phrases) return;
  for (const phrase of [...own.values()].flatMap((words) => Object.keys(words))) {
    if (Object.hasOwn(phrases, phrase) || strange.has(phrase)) continue;
    strange.add(phrase);
    // biome-ignore lint/suspicious/noConsole: this is where authors look
    console.error(`webfuse-elements: translate() has words for "${phrase}", which the kit never says.`);
  }
}

function knownIn(speech: Speech): Known {
  const {lang} = speech;
  let found = known.get(lang);
  if (!found) {
    const locale = localeOf(speech) ?? 'en';
    found = {locale, plural: new Intl.PluralRules(locale), said: new Map()};
    known.set(lang, found);
    fetchWords(new Intl.Locale(locale).language);
  }
  return found;
}

function lookUp(speech: Speech, phrase: string): string | Forms | null {
  const localize = nearest.get(speech) ?? new Nearest(speech);
  nearest.set(speech, localize);
  return localize.exists(phrase, {}) ? (localize.term(phrase) as string | Forms) : null;
}

function fetchWords(code: string): void {
  if (asked.has(code)) return;
  asked.add(code);
  LANGUAGES[code]?.().then(
    ({default: words}) => {
      phrases = words;
      register(code, {...words, ...own.get(code)});
      tellStrange();
    },
    (cause) => reportError(new Error(`The words for lang="${code}" could not be loaded.`, {cause})),
  );
}

function register(code: string, words: Partial<Words>): void {
  for (const {said} of known.values()) said.clear();
  registerTranslation({$code: code, $name: code, $dir: RIGHT_TO_LEFT.test(code) ? 'rtl' : 'ltr', ...words});
  sayAgain();
}

/** A name in another script does not turn the sentence around. */
function isolated(values: Values): Values {
  const marked = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? `\u2068${value}\u2069` : value,
  ]);
  return Object.fromEntries(marked);
}
