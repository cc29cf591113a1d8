import {installPackages} from '../../src/server/browser/install-browser.ts';
import {OTHER_BROWSERS} from './others.ts';

const missing = OTHER_BROWSERS.filter((browser) => !browser.isInstalled());
if (missing.length > 0) {
  const what = missing.map(({name, size}) => `${name} (about ${size}, once)`).join(' and ');
  installPackages(
    missing.flatMap(({packages}) => packages),
    what,
  );
}
