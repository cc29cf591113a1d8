/** What people can be asked to agree to. */
export type Matter = 'join' | 'control' | 'download' | 'highlighter';

/** Which questions are about what. */
export const MATTERS: Readonly<Record<string, Matter>> = {
  'wf-session-start': 'join',
  'wf-session-join': 'join',
  'wf-control-grant': 'control',
  'wf-file-save': 'download',
  'wf-highlighter-take': 'highlighter',
};
