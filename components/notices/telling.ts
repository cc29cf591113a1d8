/** What tells of something that happened: a page loads it besides, since little happens before a session goes on. */
export {complain} from '../shared/complain.ts';
export {play} from './sounds.ts';
export {newsOf} from './words.ts';
