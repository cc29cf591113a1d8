/** `example.com/path`, `localhost:8080`, `192.0.2.1`: what people type when they leave the scheme out. */
const HOST = /^(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?([/?#]|$)/i;
const LOCAL = /^([\w-]+\.)*localhost(:\d+)?([/?#]|$)/i;

/** Adds the scheme that people leave out. What does not look like a host is left as it is, for the session to refuse. */
export function withScheme(typed: string): string {
  const text = typed.trim();
  if (!HOST.test(text)) return text;
  return `${LOCAL.test(text) ? 'http' : 'https'}://${text}`;
}
