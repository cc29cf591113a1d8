import {OWN_GLOBAL} from '../own-global.ts';
import {Webfuse, webfuse} from '../webfuse.ts';
import {isStub} from './stub.ts';
import {Surfly} from './surfly.ts';
import {type Globals, takeOver} from './take-over.ts';

const globals = globalThis as Globals & object;

// The kit makes room like that for the vendor's script, whose sessions are then parts of its own: who listens to all
// sessions is not to hear of both.
const isPart = OWN_GLOBAL in globals && isStub(globals.webfuse);
const own = isPart ? new Webfuse() : webfuse;

takeOver(globals, own, new Surfly(own));
