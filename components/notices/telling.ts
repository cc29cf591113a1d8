import {complain} from '../shared/complain.ts';
import {play} from './sounds.ts';
import {newsOf} from './words.ts';

/** What tells of something that happened: a page loads it besides, since little happens before a session goes on. */
export const telling = {complain, newsOf, play};
