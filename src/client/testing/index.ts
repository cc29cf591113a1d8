export type {Frame} from '../../protocol/frames.ts';
export {drawFrame} from './draw-frame.ts';
export {TestProvider} from './provider.ts';
export {TestRoom} from './room.ts';
