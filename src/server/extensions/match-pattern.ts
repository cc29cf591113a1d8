/** Scheme, host with or without a port, and path, as browsers take them in a manifest. */
const PATTERN = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*:]+)(:\d+)?(\/.*)$/;

/** Every page that a session can show. */
const ALL = '^https?://';

/** The source of a regular expression for the addresses that a match pattern means, or null when it is not one. */
export function compilePattern(pattern: string): string | null {
  if (pattern === '<all_urls>') return ALL;
  const [, scheme, host, port, path] = PATTERN.exec(pattern) ?? [];
  if (!scheme || !host || !path) return null;
  return `^${scheme === '*' ? 'https?' : scheme}://${hostSource(host)}${port ?? '(?::\\d+)?'}${sourceOf(path)}$`;
}

function hostSource(host: string): string {
  if (host === '*') return '[^/:]+';
  const name = sourceOf(host.replace(/^\*\./, ''));
  return host.startsWith('*.') ? `(?:[^/:]+\\.)?${name}` : name;
}

/** Stands for itself, but for its stars. */
function sourceOf(text: string): string {
  return text.replace(/[.?+^$()|[\]{}\\]/g, '\\$&').replaceAll('*', '.*');
}
