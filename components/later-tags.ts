/** The tags that the kit's one file does not hold, with what fetches them from beside it. */
export const LATER_TAGS: Readonly<Record<string, () => Promise<unknown>>> = {
  'wf-consent': () => import('./consent/wf-consent.ts'),
  'wf-downloads': () => import('./downloads/wf-downloads.ts'),
  'wf-huddle': () => import('./huddle/wf-huddle.ts'),
  'wf-invite': () => import('./invite/wf-invite.ts'),
  'wf-join': () => import('./join/wf-join.ts'),
  'wf-launcher': () => import('./launcher/wf-launcher.ts'),
  'wf-log': () => import('./log/wf-log.ts'),
  'wf-pointers': () => import('./pointers/wf-pointers.ts'),
  'wf-prompts': () => import('./prompts/wf-prompts.ts'),
};
