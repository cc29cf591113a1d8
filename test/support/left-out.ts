/**
 * What to say of tests that are left out, since this machine lacks what they try; false where it has that, as `skip` takes it.
 * @throws where EVERYTHING=1 says that nothing may be left out
 */
export function leftOut(
  what: string,
  isThere: boolean,
  packages: readonly string[],
  env = process.env,
): string | false {
  if (isThere) return false;
  const told = `There is no ${what}: its tests are left out. On Debian: sudo apt-get install ${packages.join(' ')}`;
  if (env['EVERYTHING'] !== '1') return told;
  throw new Error(told.replace('its tests are left out', 'EVERYTHING=1 leaves none of its tests out'));
}
