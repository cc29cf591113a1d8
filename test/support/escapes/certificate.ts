import {createHash, X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import path from 'node:path';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures');
const pem = (name: string) => readFileSync(path.join(FIXTURES, `self-signed.${name}.pem`));

/** What servers of this machine say who they are with; nobody has signed it. */
export const CERTIFICATE = {key: pem('key'), cert: pem('cert')};

/** Has a browser take it for a good one: it forgets what a site announces where it has to look away instead. */
export const TRUSTED = `--ignore-certificate-errors-spki-list=${fingerprint()}`;

function fingerprint(): string {
  const key = new X509Certificate(CERTIFICATE.cert).publicKey.export({type: 'spki', format: 'der'});
  return createHash('sha256').update(key).digest('base64');
}
