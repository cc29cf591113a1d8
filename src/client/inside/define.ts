import {ChannelTransport} from './channel.ts';
import {InsideWebfuse} from './inside-webfuse.ts';
import {knockAgain} from './knock-again.ts';
import {takePlaces} from './take-places.ts';

/** The server puts another name here for each document. */
const CHANNEL = '__webfuse_channel__';

/** Tells another copy of this script in the same document that one is there. */
const INSIDE = Symbol.for('webfuse-elements.inside');

// A worker may load it too, and has no way to the session.
if (!(INSIDE in globalThis) && 'document' in globalThis) {
  const webfuse = new InsideWebfuse(() => new ChannelTransport(CHANNEL, document));
  Object.assign(globalThis, {[INSIDE]: webfuse});
  takePlaces(globalThis, webfuse);
  knockAgain(window, webfuse);
}
