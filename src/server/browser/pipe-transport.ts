import {finished, type Readable, type Writable} from 'node:stream';
import type {ConnectionTransport} from 'puppeteer-core';

/**
 * Longest message that is taken, in bytes: no picture is as large. To read one that a page made longer would keep everyone
 * waiting, and end the process where no string can be as long. Whoever waits for such an answer has none in time.
 */
const MAX_MESSAGE = 64 * 1024 * 1024;

/** The DevTools protocol over two pipes: JSON messages, each ended by a NUL byte. */
export class PipeTransport implements ConnectionTransport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  #toBrowser: Writable;
  /** Of the message that comes, unless it is too long. */
  #parts: Buffer[] = [];
  #length = 0;
  #closed = false;

  constructor(toBrowser: Writable, fromBrowser: Readable) {
    this.#toBrowser = toBrowser;
    // A browser that dies breaks its pipes; that it is gone is told below.
    toBrowser.on('error', () => {});
    fromBrowser.on('error', () => {});
    fromBrowser.on('data', (chunk: Buffer) => this.#receive(chunk));
    // It may be gone already.
    finished(fromBrowser, {writable: false}, () => {
      this.#closed = true;
      this.onclose?.();
    });
  }

  send(message: string): void {
    this.#toBrowser.write(`${message}\0`);
    // Whoever began to listen after that would wait for minutes.
    if (this.#closed) queueMicrotask(() => this.onclose?.());
  }

  close(): void {
    this.#toBrowser.end();
  }

  #receive(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      this.#take(chunk.subarray(start, end));
      const message = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
      const isTaken = this.#length <= MAX_MESSAGE;
      this.#parts = [];
      this.#length = 0;
      start = end + 1;
      if (isTaken) this.onmessage?.(String(message));
    }
    if (start < chunk.length) this.#take(chunk.subarray(start));
  }

  #take(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > MAX_MESSAGE) this.#parts = [];
    else this.#parts.push(part);
  }
}
