import {buildDirectives} from './angular.ts';

await buildDirectives();
