import {createHmac} from 'node:crypto';
import {Webhook} from 'standardwebhooks';

/** What is signed. */
export interface Signed {
  readonly form: 'standard' | 'vendor';
  /** The same for every attempt. */
  readonly id: string;
  /** When this attempt is made. */
  readonly at: number;
  readonly body: string;
  /** Newest first. */
  readonly secrets: readonly string[];
}

/**
 * The headers by which a receiver knows that a body is from here. In the standard form every live secret signs. The
 * vendor's has room for one signature, and the newest secret signs: its whole text is the key, `whsec_` included.
 */
export function signatureHeaders({form, id, at, body, secrets}: Signed): Record<string, string> {
  if (form === 'vendor') {
    const [newest = ''] = secrets;
    return {'webhook-signature': createHmac('sha256', newest).update(body).digest('hex')};
  }
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
