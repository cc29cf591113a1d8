// The server of the benchmark, in a process of its own. Tells its address once it listens, and goes when it is told to.
import {createServer} from '../../src/server/app.ts';
import {Browser} from '../../src/server/browser/browser.ts';
import {findBrowser} from '../../src/server/browser/find.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {LOCAL_SITES} from './tab.ts';

const browser = new Browser({executablePath: findBrowser(process.env), localSites: LOCAL_SITES});
const server = await createServer({browser, spaces: [DEMO_SPACE]});
process.once('disconnect', () => void server.close());
process.send?.(server.origin);
