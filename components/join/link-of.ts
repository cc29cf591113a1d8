import {serverAddress} from '../../src/client/webfuse.ts';
import {linkOfPin} from '../../src/client/wire/pin.ts';

/** A link into a session from what someone was given: the link itself, or a PIN that the server knows. */
export async function linkOf(code: string, server: string): Promise<string> {
  // As people read it out: 08 15, or 0-8-1-5.
  const digits = code.replaceAll(/[\s.-]/g, '');
  return /^\d+$/.test(digits) ? linkOfPin(serverAddress(server), digits) : code;
}
