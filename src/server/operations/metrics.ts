import {Counter, collectDefaultMetrics, Gauge, Histogram, Registry} from 'prom-client';
import type {Meter} from '../gateway/meter.ts';
import type {CallName} from '../storage/calls.ts';
import type {AttemptResult} from '../storage/delivery-store.ts';
import type {Append, Appended} from '../storage/store.ts';
import type {StoreWatch} from './watched-store.ts';

/** What is true of a server at a moment. */
export interface Census {
  readonly sessions: number;
  /** People whose line is up. */
  readonly participants: number;
  readonly tabs: number;
  /** Lines of clients, whether they are in a session or not. */
  readonly lines: number;
  /** How often the browser ended when nobody wanted it to. */
  readonly browserCrashes: number;
}

/** Of an append, in seconds: a disk that is well takes some milliseconds. */
const LATENCIES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Of a delivery, in seconds: from at once to the three days after which it is given up. */
const LAGS = [0.1, 0.5, 1, 5, 30, 60, 300, 1_800, 3_600, 21_600, 86_400, 259_200];

/** Counts what a server does, for Prometheus. */
export class Metrics implements Meter, StoreWatch {
  readonly registry = new Registry();
  readonly #calls = this.#counter('calls_total', 'Calls of clients, by method.', ['method']);
  readonly #refusals = this.#counter('refusals_total', 'Calls that were refused, by code.', ['code']);
  readonly #pictures = this.#counter('pictures_sent_total', 'Pictures of pages, each for one viewer.');
  readonly #pictureBytes = this.#counter('picture_bytes_sent_total', 'Their bytes.');
  readonly #requests = this.#counter('http_requests_total', 'HTTP requests.', ['method', 'route', 'status']);
  readonly #events = this.#counter('events_total', 'Events that were kept, by name.', ['name']);
  readonly #append = this.#histogram('append_seconds', 'How long it takes to keep events.', LATENCIES);
  readonly #waiting = this.#gauge('store_waiting', 'What the store was asked and has not answered.');
  readonly #deliveries = this.#counter('webhook_deliveries_total', 'Deliveries that events caused.');
  readonly #attempts = this.#counter('webhook_attempts_total', 'Tries at a delivery, by what came of it.', ['outcome']);
  readonly #lag = this.#histogram('webhook_lag_seconds', 'From an event to its delivery.', LAGS);

  /** @param ofProcess - whether memory, CPU and the event loop are told of; once a process */
  constructor({ofProcess = false} = {}) {
    if (ofProcess) collectDefaultMetrics({register: this.registry});
  }

  /** Asks how things are whenever it is read. */
  observe(census: () => Census): void {
    const gauges = {
      sessions: 'Sessions that live here.',
      participants: 'People in them whose line is up.',
      tabs: 'Tabs that are open in them.',
      lines: 'Lines of clients.',
    } as const;
    for (const [name, help] of Object.entries(gauges)) {
      this.#gauge(name, help, (gauge) => gauge.set(census()[name as keyof typeof gauges]));
    }
    const crashes = this.#counter('browser_crashes_total', 'How often the browser ended unexpectedly.', [], () => {
      crashes.reset();
      crashes.inc(census().browserCrashes);
    });
  }

  called(method: string): void {
    this.#calls.inc({method});
  }

  refused(code: string): void {
    this.#refusals.inc({code});
  }

  pictureSent(bytes: number): void {
    this.#pictures.inc();
    this.#pictureBytes.inc(bytes);
  }

  /** A request was answered. */
  answered(method: string, route: string, status: number): void {
    this.#requests.inc({method, route, status});
  }

  asked(name: CallName): () => void {
    this.#waiting.inc();
    const stop = name === 'append' ? this.#append.startTimer() : undefined;
    return () => {
      this.#waiting.dec();
      stop?.();
    };
  }

  done: StoreWatch['done'] = (name, [first], result) => {
    if (name === 'append') this.#kept(first as Append, result as Appended);
    else if (name === 'recordAttempts') for (const result of first as readonly AttemptResult[]) this.#tried(result);
  };

  #kept({events}: Append, {deliveries}: Appended): void {
    for (const {event} of events) this.#events.inc({name: event.name});
    this.#deliveries.inc(deliveries);
  }

  #tried({createdAt, status, attempt}: AttemptResult): void {
    this.#attempts.inc({outcome: status === 'pending' ? 'retry' : status});
    if (status === 'delivered') this.#lag.observe((attempt.at + attempt.took - createdAt) / 1_000);
  }

  #counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: Label[] = [],
    collect?: () => void,
  ): Counter<Label> {
    const about = {name: `webfuse_${name}`, help, labelNames, registers: [this.registry]};
    return new Counter({...about, ...(collect && {collect})});
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({name: `webfuse_${name}`, help, buckets, registers: [this.registry]});
  }

  #gauge(name: string, help: string, collect?: (gauge: Gauge) => void): Gauge {
    const about = {name: `webfuse_${name}`, help, registers: [this.registry]};
    const gauge: Gauge = new Gauge({...about, ...(collect && {collect: () => collect(gauge)})});
    return gauge;
  }
}
