// `npm run bench:bursts`: the frames of a page with all lists, to which a crowd comes, opens tabs and writes.
import {format} from '../report.ts';
import {judgeBursts} from './judge.ts';
import {measureBursts} from './measure.ts';

const ROUNDS = Number(process.argv[2] ?? 3);

console.log(format(judgeBursts(await measureBursts(ROUNDS)), ''));
