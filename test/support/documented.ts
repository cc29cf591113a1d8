import assert from 'node:assert/strict';
import {Compile} from 'typebox/compile';
import type {OpenApi, Operation} from '../../src/server/docs/openapi.ts';

/** Checks answers of a server against its own documentation: every status is named there, and every body fits. */
export class Documented {
  readonly #document: OpenApi;

  constructor(document: OpenApi) {
    this.#document = document;
  }

  /** Reads the documentation of a server. */
  static async of(origin: string): Promise<Documented> {
    const response = await fetch(`${origin}/docs/openapi.json`);
    return new Documented((await response.json()) as OpenApi);
  }

  /** The route that a call goes to, or undefined. */
  find(method: string, path: string): Operation | undefined {
    const bare = path.split('?')[0] ?? '';
    const fits = (template: string) =>
      new RegExp(`^${template.replaceAll('+', '\\+').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare);
    // What is written out goes before what is left open.
    const templates = Object.keys(this.#document.paths).filter(fits);
    const [template = ''] = templates.sort((one, other) => one.split('{').length - other.split('{').length);
    return this.#document.paths[template]?.[method.toLowerCase()];
  }

  /** @throws {assert.AssertionError} when a route answers with what its documentation does not have */
  check(method: string, path: string, status: number, body: unknown): void {
    const operation = this.find(method, path);
    if (!operation || status >= 500) return;
    const what = `${method} ${path} -> ${status}`;
    const response = operation.responses[status];
    assert.ok(response, `${what}: the documentation has no such status`);
    const schema = Object.values(response.content ?? {})[0]?.schema;
    if (!schema || typeof body !== 'object') return;
    const [fault] = Compile(schema as object).Errors(body);
    assert.equal(fault && `${fault.instancePath} ${fault.message}`, undefined, what);
  }
}
