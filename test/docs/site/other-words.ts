/**
 * What people look for that a place of the manual calls otherwise, in small letters. How each place is called there, and
 * the name of its file, need not be here. A word may stand at two places.
 */
export const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  'builder.html': ['configurator', 'generator'],
  'local.html': ['draft'],
  'guides/first-page.html': ['getting started', 'quick start', 'quickstart', 'tutorial'],
  'guides/cms.html': ['drupal', 'google tag manager', 'gtm', 'squarespace', 'wix'],
  'guides/frameworks.html': ['astro', 'next.js', 'nuxt', 'typescript'],
  'guides/theming.html': ['branding', 'dark mode', 'light mode', 'theme'],
  'guides/testing.html': ['jest', 'mock', 'playwright', 'unit test', 'vitest'],
  'guides/moving.html': ['migrate', 'migration'],
  'guides/self-hosting.html': ['on-premise', 'self-host', 'selfhost'],
  'elements/wf-participants.html': ['ban', 'kick'],
  'elements/wf-room.html': ['mobile', 'responsive'],
  'elements/wf-view.html': ['touch'],
  'reference/config.html#origins-1': ['allowed origins', 'cors'],
  'reference/embedding.html': ['cdn'],
  'reference/embedding.html#content-security-policy': ['csp'],
  'reference/embedding.html#pages-that-a-server-writes': ['server-side rendering', 'ssr'],
  'reference/embedding.html#what-is-kept-in-the-browser': ['cookie', 'gdpr', 'local storage'],
  'reference/frameworks.html': ['typescript', 'types'],
  'reference/languages.html': ['i18n', 'internationalization', 'locale', 'localization', 'translate', 'translation'],
  'reference/privacy.html': ['gdpr', 'redaction'],
  'reference/production.html': ['deploy', 'deployment', 'docker'],
  'reference/readme.html#how-it-is-built': ['licence', 'license', 'open source'],
  'reference/readme.html#without-a-server': ['offline'],
};
