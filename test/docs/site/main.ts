import path from 'node:path';
import {serveFolders} from '../../support/static-site.ts';
import {writeManual} from './site.ts';

const MANUAL = path.join(import.meta.dirname, '../../../dist/manual');

await writeManual(MANUAL);
const {origin} = await serveFolders(MANUAL);
console.log(`The manual is in dist/manual, for any static host, and to be read here until Ctrl+C: ${origin}/`);
