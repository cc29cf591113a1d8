export type {Frame} from '../../protocol/frames.ts';
export {drawFrame} from './draw-frame.ts';
export {TestProvider} from './test-provider.ts';
export {TestRoom} from './test-room.ts';
