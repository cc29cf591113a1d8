import {percentile, type Row} from '../report.ts';
import type {Bursts} from './page.ts';

const LONGEST = 50;

const WORDS: Readonly<Record<keyof Bursts, string>> = {
  joining: '1,000 people join',
  tabs: '200 tabs are opened',
  chat: '10,000 chat messages come',
  reading: 'someone looks through the people',
  typing: 'someone writes in the chat',
  asking: '999 people ask for control',
  huddle: '999 people follow others in a huddle',
  joiningInRoom: '1,000 people join, in a room',
  tabsInRoom: '200 tabs are opened, in a room',
  chatInRoom: '10,000 chat messages come, in a room',
};

/** The frames of a page with all lists, held against what was promised. What else the machine does makes a round slower only. */
export function judgeBursts(rounds: readonly Bursts[]): Row[] {
  return Object.entries(WORDS).map(([phase, words]) => {
    const frames = rounds.map((round) => round[phase as keyof Bursts]);
    const longest = Math.min(...frames.map((each) => Math.max(...each)));
    return {
      what: `longest frame while ${words} (p95)`,
      raw: '',
      ours: `${longest.toFixed(1)} ms (${percentile(frames.flat(), 0.95).toFixed(0)} ms)`,
      promise: `at most ${LONGEST} ms`,
      kept: longest <= LONGEST,
    };
  });
}
