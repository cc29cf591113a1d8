import {createHash} from 'node:crypto';

/** What else than itself a page needs. */
export interface PageNeeds {
  /** Sources of its frames; none if left out. */
  readonly frames?: string;
  /** Sources of its scripts and calls besides its own origin; none if left out. */
  readonly elsewhere?: string;
}

/** For answers that are no pages: should a browser take one for a page, it does nothing at all. */
export const NO_PAGE_POLICY = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
} as const;

/**
 * The Content-Security-Policy of a page of ours, without who may frame it: scripts, pictures and calls of its own origin,
 * the styles that stand in it by their hashes, and no way to run a text, except the templates of lit. A page that needs what
 * is elsewhere may load that as well.
 */
export function policyOf(html: string, {frames = "'none'", elsewhere}: PageNeeds = {}): string {
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => ` 'sha256-${digest(style)}'`);
  const sources = elsewhere ? `'self' ${elsewhere}` : "'self'";
  return [
    "default-src 'none'",
    `script-src ${sources}`,
    `style-src 'self'${styles.join('')}`,
    "img-src 'self' data:",
    `connect-src ${sources}`,
    `frame-src ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
    // A script from elsewhere is named by its address, which no page that wants Trusted Types may do.
    ...(elsewhere ? [] : ["require-trusted-types-for 'script'", 'trusted-types lit-html']),
  ].join('; ');
}

/**
 * Who may frame a page that is for a space: the pages that may use it.
 *
 * @param own - origins of the server
 */
export function framedBy(origins: '*' | readonly string[], own: readonly string[]): string {
  // Without the directive all may, those of no origin too.
  if (origins === '*') return '';
  return `; frame-ancestors 'self' ${[...own, ...origins].filter(isOrigin).join(' ')}`;
}

/** Nothing else may stand in a policy. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
