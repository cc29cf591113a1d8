/** What tells of something that happened: a page loads it besides, since nothing happens before it is there. */
export {complain} from '../shared/complain.ts';
export {play} from './sounds.ts';
export {newsOf} from './words.ts';
