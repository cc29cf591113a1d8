import {type Refusal, refuse} from './refusals.ts';

/** Longest address that a tab takes, in characters. */
export const MAX_URL_LENGTH = 8_192;

/**
 * The address in its normal form, or why a tab cannot go there: only http, https and about:blank are pages of a
 * session. A scheme is not guessed here, since a wrong guess would send people to another site than they meant.
 */
export function checkUrl(url: unknown): string | Refusal {
  const expected = 'Expected an address that starts with http:// or https://';
  if (typeof url !== 'string') return refuse('invalid_url', `${expected}, got ${url === null ? 'null' : typeof url}.`);
  if (url.length > MAX_URL_LENGTH) return refuse('invalid_url', `${expected}, got one of ${url.length} characters.`);
  const {protocol, href} = URL.parse(url) ?? {};
  if (href === 'about:blank' || protocol === 'http:' || protocol === 'https:') return href as string;
  return refuse('invalid_url', `${expected}, got "${url.slice(0, 100)}".`);
}
