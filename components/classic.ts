// All of the kit at once, for pages that cannot fetch anything from beside it.
import './define.ts';
import {LATER_TAGS} from './later-tags.ts';

for (const load of Object.values(LATER_TAGS)) void load();

export * from './index.ts';
