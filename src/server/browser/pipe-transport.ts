import {finished, type Readable, type Writable} from 'node:stream';
import type {ConnectionTransport} from 'puppeteer-core';

/** The DevTools protocol over two pipes: JSON messages, each ended by a NUL byte. */
export class PipeTransport implements ConnectionTransport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  #toBrowser: Writable;
  #parts: Buffer[] = [];
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
      this.#parts.push(chunk.subarray(start, end));
      const message = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
      this.#parts = [];
      start = end + 1;
      this.onmessage?.(String(message));
    }
    if (start < chunk.length) this.#parts.push(chunk.subarray(start));
  }
}
