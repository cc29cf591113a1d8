import {executeServerCommand} from '@web/test-runner-commands';

/** Has a media feature be as some people have it. False where the browser of the test cannot: only Chromium can. */
export function emulate(feature: string, value: string): Promise<boolean> {
  return executeServerCommand('emulate', {feature, value});
}
