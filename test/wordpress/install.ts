import {existsSync} from 'node:fs';
import {installPackages} from '../../src/server/browser/install-browser.ts';
import {WORDPRESS_PACKAGES, WordPress} from './site.ts';

// Where systemd runs, the packages would start servers, and that is not for a test to do.
if (!WordPress.isThere() && !existsSync('/run/systemd/system'))
  installPackages(WORDPRESS_PACKAGES, 'WordPress (about 35 MB, once)');
if (!WordPress.isThere()) {
  console.log(
    `There is no WordPress: the plugin is not tried on it. On Debian: sudo apt-get install --no-install-recommends ${WORDPRESS_PACKAGES.join(' ')}`,
  );
}
