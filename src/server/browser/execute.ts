import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Json} from '../../model/events.ts';
import {OWN_WORLD} from './still-caret.ts';

/** How long code may run, with what it waits for. Milliseconds. */
const TIME_LIMIT = 5_000;

/** Longest result, in characters of JSON. */
const MAX_RESULT = 65_536;

/**
 * Turns what the code comes to into JSON in the page, or into its length, so that a large one is not moved to be thrown away.
 * No policy of the page forbids this `eval`; as JSON has it, nothing and what is no number are null.
 */
const RUN = `async (code) => {
  const value = await (0, eval)(code);
  const json = typeof value === 'bigint' ? '"' + value + '"' : JSON.stringify(value);
  return json === undefined || json.length <= ${MAX_RESULT} ? json : json.length;
}`;

const ADD_STYLES = `function (css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}`;

/** Code in a page did not come to a good end. */
export class ExecutionError extends Error {
  override readonly name = 'ExecutionError';
  readonly code: 'execution_failed' | 'timeout' | 'too_large';

  constructor(code: ExecutionError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Runs JavaScript in the page's own world and gives its result, with a promise awaited. */
export async function runScript(session: CDPSession, code: string): Promise<Json> {
  return inTime(async () => {
    const {result, exceptionDetails} = await session.send('Runtime.evaluate', {
      expression: `(${RUN})(${JSON.stringify(code)})`,
      awaitPromise: true,
      returnByValue: true,
      timeout: TIME_LIMIT,
    });
    if (exceptionDetails) throw failure(exceptionDetails);
    const json: unknown = result.value;
    if (typeof json === 'number') throw tooLarge(json);
    return typeof json === 'string' ? (JSON.parse(json) as Json) : null;
  });
}

/** Adds CSS to the document that the frame shows. */
export async function addStyles(session: CDPSession, frameId: string, css: string): Promise<null> {
  return inTime(async () => {
    const {executionContextId} = await session.send('Page.createIsolatedWorld', {frameId, worldName: OWN_WORLD});
    const call = {executionContextId, functionDeclaration: ADD_STYLES, arguments: [{value: css}]};
    const {exceptionDetails} = await session.send('Runtime.callFunctionOn', call);
    if (exceptionDetails) throw failure(exceptionDetails);
    return null;
  });
}

function tooLarge(length: number): ExecutionError {
  return new ExecutionError('too_large', `Expected a result of at most ${MAX_RESULT} characters, got ${length}.`);
}

/** The sentence that a page's console would show. */
function failure({exception, text}: Protocol.Runtime.ExceptionDetails): ExecutionError {
  const [line] = (exception?.description ?? '').split('\n');
  const thrown = line || (exception && 'value' in exception ? JSON.stringify(exception.value) : text);
  return new ExecutionError('execution_failed', String(thrown).slice(0, 1_000));
}

async function inTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const timer = new AbortController();
  const late = delay(TIME_LIMIT, undefined, {signal: timer.signal, ref: false}).then(() => {
    throw tooLate();
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    if (error instanceof ExecutionError) throw error;
    // Chromium stops the code itself, and may say so a moment before the clock here does.
    if (performance.now() - begun >= TIME_LIMIT) throw tooLate();
    const message = 'The page went away before the code had come to its end.';
    throw new ExecutionError('execution_failed', message, {cause: error});
  } finally {
    timer.abort();
  }
}

function tooLate(): ExecutionError {
  return new ExecutionError('timeout', `Expected the code to end within ${TIME_LIMIT / 1000} s.`);
}
