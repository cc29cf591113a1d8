// `npm run bench:bursts`: the frames of a page with all lists, to which a crowd comes, opens tabs and writes.
import {format} from '../report.ts';
import {judgeBursts} from './judge.ts';
import {measureBursts} from './measure.ts';

const ROUNDS = Number(process.argv[2] ?? 3);

const rows = judgeBursts(await measureBursts(ROUNDS));
console.log(format(rows, ''));
if (rows.some(({kept}) => kept === false)) process.exitCode = 1;
