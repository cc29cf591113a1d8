import {webfuse} from '../webfuse.ts';
import {takeOver} from './take-over.ts';

takeOver(globalThis as object, webfuse);
