import {afterLoad, page, said, type Way} from './way.ts';

/**
 * Ways that Chromium by itself does not go from a page of a session, and of which nothing shows there that they were
 * tried: the page is loaded whether they were or not. They count among no others, and are shown to lead somewhere where
 * Chromium goes them.
 */
export const UNSHOWN: readonly Way[] = [
  page('preconnect', (target) => `<link rel="preconnect" href="${target.url}">${afterLoad(target)}`, {
    stopped: {
      because: 'contexts of the protocol are off the record, where nothing is connected ahead',
      shown: said('loaded'),
    },
  }),
  page('dns-prefetch', (target) => `<link rel="dns-prefetch" href="//${target.name}">${afterLoad(target)}`, {
    stopped: {because: 'names are not looked up ahead off the record', shown: said('loaded')},
  }),
  page('a manifest', (target) => `<link rel="manifest" href="${target.url}">${afterLoad(target)}`, {
    stopped: {because: 'it is asked for when someone installs the page', shown: said('loaded')},
  }),
];
