import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {angularDirectives} from './angular.ts';
import {reactComponents} from './react.ts';

const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
for (const {file, text} of [...reactComponents(manifest), ...angularDirectives(manifest)]) {
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, text);
}
