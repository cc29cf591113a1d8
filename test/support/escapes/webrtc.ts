import {said, says, script, type Target, type Way} from './way.ts';

/** Where the canary is, as a page may write it. */
const HOSTS: readonly (readonly [name: string, of: (target: Target) => string])[] = [
  ['127.0.0.1', () => '127.0.0.1'],
  ['[::1]', () => '[::1]'],
  ['a name', ({name}) => name],
];

const SERVERS = ['stun:HOST', 'turn:HOST?transport=udp', 'turn:HOST?transport=tcp', 'turns:HOST'];

/** What sends UDP, or asks a server for help with it. */
export const WEBRTC: readonly Way[] = HOSTS.flatMap(([host, of]) => [
  ...SERVERS.map((server) =>
    script(
      `WebRTC with ${server.replace('HOST', host)}`,
      (target) => {
        const url = server.replace('HOST', `${of(target)}:${target.port}`);
        return `const line = new RTCPeerConnection({iceServers: [{urls: '${url}', username: 'u', credential: 'p'}]});
        line.onicegatheringstatechange = () => line.iceGatheringState === 'complete' && ${says(target, 'gathered').code};
        line.createDataChannel('x');
        await line.setLocalDescription();`;
      },
      {refused: said('gathered')},
    ),
  ),
  script(
    `a WebRTC candidate of ${host}`,
    (target) => {
      const address = of(target).replace(/[[\]]/g, '');
      return `const line = new RTCPeerConnection();
      line.createDataChannel('x');
      await line.setLocalDescription();
      const answer = line.localDescription.sdp.replace('a=setup:actpass', 'a=setup:active').replace(/a=candidate.*\\r\\n/g, '');
      await line.setRemoteDescription({type: 'answer', sdp: answer});
      await line.addIceCandidate({candidate: 'candidate:1 1 udp 2122260223 ${address} ${target.port} typ host', sdpMid: '0'});
      ${says(target, 'candidate').code};`;
    },
    {refused: said('candidate')},
  ),
  script(
    `WebTransport to ${host}`,
    (target) => {
      return `const line = new WebTransport('https://${of(target)}:${target.port}/');
      line.ready.catch(() => {}); line.closed.catch(() => {}).finally(() => ${says(target, 'ended').code});`;
    },
    {refused: said('ended')},
  ),
]);
