/** What an operator wrote is not as it should be: one line that says where, what was expected, and what came. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
