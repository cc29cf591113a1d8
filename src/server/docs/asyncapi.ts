import {readVersion} from './version.ts';

/** An AsyncAPI document, as far as it is looked into here. `npm run docs:write` writes it from the types of the model. */
export interface AsyncApi {
  readonly asyncapi: string;
  readonly info: {readonly title: string; readonly version: string};
  readonly channels: Readonly<Record<string, object>>;
}

/** The document of all that a server tells by itself, for one at that address. */
export function asyncApiOf({asyncapi, info, channels, ...rest}: AsyncApi, publicUrl: string): object {
  const {host, protocol, pathname} = new URL(publicUrl);
  const base = pathname === '/' ? {} : {pathname};
  const server = {host, protocol: protocol === 'https:' ? 'wss' : 'ws', ...base};
  // Webhooks are told at their own addresses.
  const line = {...channels['line'], servers: [{$ref: '#/servers/sessions'}]};
  return {
    asyncapi,
    info: {...info, version: readVersion()},
    servers: {sessions: server},
    channels: {...channels, line},
    ...rest,
  };
}
