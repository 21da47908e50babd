/** What is needed of an activity: the tags that it bears. */
type Tagged = { code: string; tags: readonly string[] };

/**
 * Whether an entry is on what drives a situation: it is tied to an activity that bears the driver's tag. Entries have no
 * tags of their own, so that a study and the activities that it serves cannot say two things.
 */
export const isOnDriver = (
  { activities: tied }: { activities: readonly string[] },
  tag: string,
  activities: readonly Tagged[],
): boolean => activities.some(({ code, tags }) => tags.includes(tag) && tied.includes(code));

export type EntryDriver = { lens: string; tag: string; name: string };

/** Lists what drives the situations that an entry is on, in the order of the plan's lists: each tag once. */
export function listEntryDrivers(
  entry: { activities: readonly string[]; lenses: readonly string[] },
  lists: {
    lenses: readonly { code: string; drivers?: readonly { tag: string }[] | undefined }[];
    tags: readonly { code: string; name: string }[];
  },
  activities: readonly (Tagged & { lenses: readonly string[] })[],
): EntryDriver[] {
  const found = new Map<string, EntryDriver>();
  for (const { code: lens, drivers = [] } of lists.lenses) {
    if (!entry.lenses.includes(lens)) continue;
    const own = activities.filter(({ lenses }) => lenses.includes(lens));
    for (const { tag } of drivers) {
      if (found.has(tag) || !isOnDriver(entry, tag, own)) continue;
      found.set(tag, { lens, tag, name: lists.tags.find(({ code }) => code === tag)?.name ?? tag });
    }
  }
  return [...found.values()];
}
