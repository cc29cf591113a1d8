import {createHash} from 'node:crypto';

/** What else than itself a page needs. */
export interface PageNeeds {
  /** Sources of its frames; none if left out. */
  readonly frames?: string;
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
 * the styles that stand in it by their hashes, and no way to run a text, except the templates of lit.
 */
export function policyOf(html: string, {frames = "'none'"}: PageNeeds = {}): string {
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => ` 'sha256-${digest(style)}'`);
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${styles.join('')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    `frame-src ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
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
