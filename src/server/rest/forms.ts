import {Readable} from 'node:stream';
import fastifyFormbody from '@fastify/formbody';
import type {TSchema} from 'typebox';
import {Value} from 'typebox/value';
import type {Rest} from './route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the texts of a form are read by, where the body of the route is open. */
    readonly form?: TSchema;
  }
}

/** Takes forms as bodies, as the vendor does. All in them is text: it is read as what is expected there. */
export async function readForms(rest: Rest): Promise<void> {
  await rest.register(fastifyFormbody);
  rest.addHook('preValidation', async (request) => {
    const {body, headers, routeOptions} = request;
    if (body instanceof Readable || !headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return;
    const expected = routeOptions.config.form ?? routeOptions.schema?.body;
    if (expected) request.body = Value.Convert(expected as TSchema, body);
  });
}
