/** What people can be asked to agree to. */
export type Matter = 'join' | 'control' | 'download' | 'highlighter';

/** What a `<wf-consent>` is to ask about, as its author wrote it: there may be words among it that are no matter. */
export function mattersIn(to: string): readonly string[] {
  return to.split(/\s+/).filter(Boolean);
}

/** Which questions are about what. */
export const MATTERS: Readonly<Record<string, Matter>> = {
  'wf-session-start': 'join',
  'wf-session-join': 'join',
  'wf-control-grant': 'control',
  'wf-file-save': 'download',
  'wf-highlighter-take': 'highlighter',
};
