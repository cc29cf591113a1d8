// Made from the manifest by `npm run manifest`: change that, not this file.
import {WfDownloads as Element} from '../downloads/downloads.ts';
import {component} from './component.ts';
import {EVENTS} from './events.ts';
import '../downloads/wf-downloads.ts';

/** The files that were downloaded in the session since this element is there, each with a link to save it: those of this participant, which also stand there while they are on their way, and those that they are offered. */
export const WfDownloads = component('wf-downloads', Element, EVENTS);
