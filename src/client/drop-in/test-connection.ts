import {SOCKET_PATH} from '../../protocol/rpc.ts';
import type {SessionError} from '../errors.ts';
import {WebSocketTransport} from '../wire/transport.ts';

/** Whether a session server can be reached from here, and if not why. */
export async function testConnection(server: string): Promise<{success: boolean; errorMsg?: string}> {
  try {
    const transport = await WebSocketTransport.connect(server.replace(/^http/, 'ws') + SOCKET_PATH);
    transport.close();
    return {success: true};
  } catch (error) {
    return {success: false, errorMsg: (error as SessionError).message};
  }
}
