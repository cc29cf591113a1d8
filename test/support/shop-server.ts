// The server in production, with sites that its pages can go to where there is no network: the shop, at many addresses.
import {Browser} from '../../src/server/browser/browser.ts';
import {findBrowser} from '../../src/server/browser/find.ts';
import {readArguments} from '../../src/server/cli/arguments.ts';
import {produce, readAll} from '../../src/server/cli/production.ts';
import {stopInOrder} from '../../src/server/cli/stopping.ts';
import {SHOP_HOSTS} from './shop-hosts.ts';

const args = readArguments(process.argv.slice(2));
const localSites = Object.fromEntries(SHOP_HOSTS.map((host) => [host, 'demo/shop']));
const browser = new Browser({executablePath: findBrowser(process.env), localSites});
const running = await produce(readAll({...args, config: args.config!}, process.env), browser);
stopInOrder(running);
running.announce();
