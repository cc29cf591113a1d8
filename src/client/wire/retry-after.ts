/** In how many seconds a server says that it may go better, if it says so. */
export function retryAfterOf({headers}: Response): number | undefined {
  return Number(headers.get('retry-after')) || undefined;
}
