// What of the manual is found by some words, and in which order.

/** All places that have every word, those first that are called so, then those that have them in their title. */
export function find(places, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = places.map((place) => ({place, score: scoreOf(place, words)}));
  return scored
    .filter(({score}) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({place}) => place);
}

function scoreOf({page, title, text, url, names = []}, words) {
  let score = nameScore(names, words);
  for (const word of words) {
    const name = title.toLowerCase();
    if (name === word || name === `<${word}>`) score += 16;
    else if (name.startsWith(word)) score += 8;
    else if (name.includes(word)) score += 5;
    else if (page.toLowerCase().includes(word)) score += 2;
    else if (text.toLowerCase().includes(word) || names.some((each) => each.includes(word))) score += 1;
    else return 0;
  }
  // What was new once is seldom what is sought.
  return url.startsWith('reference/changelog') ? 0.5 : score;
}

/** By the words together: one alone of "tag manager" means something else. */
function nameScore(names, words) {
  const sought = plain(words.join(' '));
  if (names.some((name) => plain(name) === sought)) return 20;
  return names.some((name) => plain(name).startsWith(sought)) ? 6 : 0;
}

/** Some write "self host", and some "self-host". */
function plain(words) {
  return words.replaceAll('-', ' ');
}
