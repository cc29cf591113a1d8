import {inEveryState} from './each-state.ts';
import {shoot} from './looks.ts';

inEveryState('pictures of every element and state', (element, tag, state) =>
  shoot(element, `${tag}/${state.replaceAll(' ', '-')}`),
);
