import type {RouteShorthandOptions} from 'fastify';

/** For routes whose addresses are secrets: no log line has them. */
export const secretive: RouteShorthandOptions = {
  logLevel: 'error',
  logSerializers: {req: ({method}: {method: string}) => ({method})},
};
