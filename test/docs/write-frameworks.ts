import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {reactComponents} from './react.ts';

for (const {file, text} of reactComponents(JSON.parse(readFileSync('custom-elements.json', 'utf8')))) {
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, text);
}
