import {page, script, type Way} from './way.ts';

const spelled = (host: string, more: Partial<Way> = {}): Way =>
  page(`${host} in a picture`, ({port}) => `<img src="http://${host}:${port}/">`, more);

/** How one may write where this machine is. */
export const SPELLINGS: readonly Way[] = [
  spelled('127.0.0.1'),
  spelled('127.1'),
  spelled('127.0.1'),
  spelled('2130706433'),
  spelled('0x7f000001'),
  spelled('0x7f.1'),
  spelled('0177.0.0.1'),
  spelled('017700000001'),
  spelled('①②⑦.⓪.⓪.①'),
  spelled('127.0.0.1.'),
  spelled('0.0.0.0'),
  spelled('[::1]'),
  spelled('[0:0:0:0:0:0:0:1]'),
  spelled('[::ffff:127.0.0.1]'),
  spelled('[::ffff:7f00:1]'),
  spelled('[::]'),
  spelled('localhost'),
  spelled('LOCALHOST.'),
  spelled('app.localhost'),
  spelled('loop.example'),
  page('a name in a picture', ({name, port}) => `<img src="http://${name}:${port}/">`),
  script('a name and a word before it', ({port}) => `location = 'http://user:word@127.0.0.1:${port}/';`),
  page('a name that leads here when it is asked again', ({port, sitePort}) => {
    return `<script type="module">
      await fetch('http://turning.example:${sitePort}/', {mode: 'no-cors'});
      new Image().src = 'http://turning.example:${port}/';
    </script>`;
  }),
];
