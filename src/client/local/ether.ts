import {PageLocks} from './page-locks.ts';

/** Carries messages to everyone else on a channel of that name, in order, and never back to the sender. */
export interface Channel {
  onmessage: ((message: unknown) => void) | null;
  post(message: unknown): void;
  close(): void;
}

/** What the windows of one browser share. */
export interface Ether {
  /** Whether other windows are within reach, or nothing but this page. */
  readonly reach: 'windows' | 'page';
  channel(name: string): Channel;
  /** Waits for a lock and resolves with the way to let it go; closing the window lets it go as well. */
  lock(name: string, signal?: AbortSignal): Promise<() => void>;
  /** Names of all locks that are held. */
  held(): Promise<readonly string[]>;
  /** What the last window left behind under that key, or null. */
  read(key: string): unknown;
  /** Leaves something behind; null takes it away. */
  write(key: string, value: unknown): void;
}

/**
 * The windows of this origin, where the browser lets them meet: on https and localhost. Elsewhere, and where the origin
 * is opaque, nothing but the sessions of this page.
 */
export async function openEther(): Promise<Ether> {
  try {
    await navigator.locks.query();
    return BROWSER;
  } catch {
    return PAGE;
  }
}

const BROWSER: Ether = {
  reach: 'windows',
  channel: (name) => channelOver(new BroadcastChannel(name)),
  lock: (name, signal) => lockIn(navigator.locks, name, signal),
  held: async () => ((await navigator.locks.query()).held ?? []).map(({name = ''}) => name),
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Denied or full: then a session of one window does not outlive its reload.
    }
  },
};

const locks = new PageLocks();
const kept = new Map<string, unknown>();

const PAGE: Ether = {
  reach: 'page',
  channel: (name) => channelOver(new BroadcastChannel(name)),
  lock: (name, signal) => lockIn(locks, name, signal),
  held: async () => locks.held,
  read: (key) => kept.get(key) ?? null,
  write: (key, value) => void kept.set(key, value),
};

function channelOver(broadcast: BroadcastChannel): Channel {
  const channel: Channel = {
    onmessage: null,
    post: (message) => broadcast.postMessage(message),
    close: () => broadcast.close(),
  };
  broadcast.onmessage = ({data}) => channel.onmessage?.(data);
  return channel;
}

/** The part of `LockManager` that is used here. */
export type Locks = {
  request(name: string, options: {signal?: AbortSignal}, callback: () => Promise<void>): Promise<unknown>;
};

function lockIn(manager: Locks | LockManager, name: string, signal?: AbortSignal): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((letGo) => resolve(letGo));
    manager.request(name, signal ? {signal} : {}, hold).catch(reject);
  });
}
