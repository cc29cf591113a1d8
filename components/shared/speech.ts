import type {LitElement, ReactiveController} from 'lit';
import {ofPage} from '../../src/client/index.ts';
import type {Phrase, Words} from '../languages/words.ts';

/** What stands in the places of a phrase that are in braces. */
export type Values = Readonly<Record<string, string | number>>;

/** Says a phrase in the language around an element. What is no phrase of the kit is said as it is. */
export type Say = <Text extends string>(
  phrase: Text & (string extends Text ? unknown : Phrase),
  values?: Values,
) => string;

type Languages = typeof import('../languages/languages.ts').languages;

/** What knows more than English, from when it is first needed. */
let languages: Languages | null = null;
let loading: Promise<Languages> | undefined;

const speakers = new Set<LitElement>();
let observer: MutationObserver | undefined;

/**
 * Adds a language, or says single phrases of one in other words, on the whole page. The copy of the kit that came first made
 * the tags, so that it is told, whichever copy is asked.
 */
export const translate = ofPage('translate', () => async (lang: string, words: Partial<Words>): Promise<void> => {
  (await load()).translate(lang, words);
});

function load(): Promise<Languages> {
  loading ??= import('../languages/languages.ts').then(({languages: loaded}) => {
    languages = loaded;
    return loaded;
  });
  return loading;
}

/** Has everything that speaks say it anew: in another language, or in other words. */
export function sayAgain(): void {
  for (const element of speakers) element.requestUpdate('lang');
}

/** What an element says, in the language of the nearest `lang`, through any number of shadow roots. */
export class Speech implements ReactiveController {
  readonly element: LitElement;
  /** As it is written there. */
  lang = '';

  constructor(element: LitElement) {
    this.element = element;
    element.addController(this);
  }

  readonly say: Say = (phrase: string, values: Values = {}) => {
    const found = languages?.find(this, phrase, values);
    if (found) return found;
    const [one, other = one] = phrase.split('|');
    return fill(values['count'] === 1 ? one! : other!, values, 'en');
  };

  hostConnected(): void {
    const {element} = this;
    observer ??= new MutationObserver(sayAgain);
    for (let root: Node | undefined = element; root; root = (root as ShadowRoot).host) {
      root = root.getRootNode();
      observer.observe(root, {subtree: true, attributeFilter: ['lang']});
    }
    speakers.add(element);
    element.requestUpdate('lang');
  }

  hostUpdate(): void {
    this.lang = langOf(this.element);
    // English is here already.
    if (!loading && !/^(en\b|$)/i.test(this.lang)) load().then(sayAgain, reportError);
  }

  hostDisconnected(): void {
    speakers.delete(this.element);
  }
}

/** Puts values into their places. Numbers are written as people with that language write them. */
export function fill(text: string, values: Values, lang: string): string {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name]?.toLocaleString(lang) ?? place);
}

function langOf(element: Element): string {
  const nearest = element.closest<HTMLElement>('[lang]');
  if (nearest) return nearest.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? langOf(root.host) : '';
}
