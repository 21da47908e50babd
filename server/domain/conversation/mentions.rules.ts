/** Somebody who can be mentioned. */
export type Mentionable = { id: string; name: string };

const normalise = (text: string): string => text.normalize('NFC').toLocaleLowerCase('en');

/** What can be written after "@" for each person: the whole name, or the first word of it where only one has it. */
function listHandles(people: readonly Mentionable[]): { handle: string; id: string }[] {
  const whole = people.map(({ id, name }) => ({ handle: normalise(name.trim()), id }));
  const firsts = whole.map(({ handle, id }) => ({ handle: handle.split(/\s+/)[0] ?? '', id }));
  const handles = [
    ...whole,
    ...firsts.filter(({ handle }) => firsts.filter((other) => other.handle === handle).length === 1),
  ];
  // The longest first: "@Siti Rahma Dewi" is not "Siti Rahma".
  return handles.filter(({ handle }) => handle !== '').sort((a, b) => b.handle.length - a.handle.length);
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{M}\p{N}_]/u.test(character);

/**
 * Finds who is mentioned in a text: "@" and a name, where neither an address of mail ("focal@demo.test") nor a longer
 * name begins. Returns each person once, in the order of the text.
 */
export function findMentions(text: string, people: readonly Mentionable[]): string[] {
  const words = normalise(text);
  const handles = listHandles(people);
  const found = new Set<string>();
  for (let at = words.indexOf('@'); at >= 0; at = words.indexOf('@', at + 1)) {
    if (isWordCharacter(words[at - 1])) continue;
    const rest = words.slice(at + 1);
    const hit = handles.find(
      ({ handle }) => rest.startsWith(handle) && !isWordCharacter(rest[handle.length]),
    );
    if (hit) found.add(hit.id);
  }
  return [...found];
}

/** The longest comment to colleagues, in characters. */
export const longestColleagueComment = 2000;
