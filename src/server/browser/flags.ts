/** What Chromium is started with. */
export interface FlagOptions {
  /** Folder of its own, removed afterwards. */
  readonly profile: string;
  /** What it calls itself, or null for what it would. */
  readonly userAgent: string | null;
  /** What keeps it from everything but the public web. */
  readonly guard: readonly string[];
  /** Switches the sandbox off: for machines where it cannot work, never where strangers browse. */
  readonly noSandbox?: boolean;
}

/** The command line of a browser that shows pages of strangers and reaches nothing but what the guard lets it. */
export function flags({profile, userAgent, guard, noSandbox = false}: FlagOptions): string[] {
  return [
    '--headless=new',
    ...(userAgent ? [`--user-agent=${userAgent}`] : []),
    // Pages are told that a machine uses them, and it is people who do.
    '--disable-blink-features=AutomationControlled',
    '--remote-debugging-pipe',
    // Over that pipe alone, extensions can be loaded: the one that masks.
    '--enable-unsafe-extension-debugging',
    `--user-data-dir=${profile}`,
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--password-store=basic',
    '--force-color-profile=srgb',
    '--disable-gpu',
    // Containers often have 64 MB of shared memory, and pages die without a word when it is used up.
    '--disable-dev-shm-usage',

    // An error page would reload itself, and people would see the tab load again and again.
    '--disable-auto-reload',
    '--disable-background-networking',
    '--disable-breakpad',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    // A tab that nobody looks at on this machine is looked at elsewhere.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    // A prerendered page takes over with another main frame, behind the back of whoever watches the first one. And a finger
    // that swipes would go back to the page before, which nobody could see coming.
    '--disable-features=Prerender2,OverscrollHistoryNavigation,Translate,MediaRouter,OptimizationHints',
    // Last, since the last word wins.
    ...guard,
    ...(noSandbox ? ['--no-sandbox'] : []),
  ];
}
