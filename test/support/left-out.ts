/**
 * What to say of tests that are left out, since this machine lacks what they try; false where it has that, as `skip` takes it.
 * @param packages - what it takes on Debian; none where no package helps
 * @throws where EVERYTHING=1 says that nothing may be left out
 */
export function leftOut(
  what: string,
  isThere: boolean,
  packages: readonly string[],
  env = process.env,
): string | false {
  if (isThere) return false;
  const advice = packages.length > 0 ? ` On Debian: sudo apt-get install ${packages.join(' ')}` : '';
  const told = `There is no ${what}: its tests are left out.${advice}`;
  if (env['EVERYTHING'] !== '1') return told;
  throw new Error(told.replace('its tests are left out', 'EVERYTHING=1 leaves none of its tests out'));
}
