import shots from './shots.config.mjs';

export default {...shots, files: 'test/shots/axe.test.ts'};
