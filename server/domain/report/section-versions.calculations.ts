export type SectionVersion = { version: number; by: string; at: string };

/** Versions that one person saved while typing: the newest stands for all of them. */
export type SectionSitting = SectionVersion & { from: number };

/** Saves further apart than this are two sittings. */
const longestPauseMs = 10 * 60_000;

/** Puts versions (newest first) together that one person saved one after the other, as autosave does. */
export function groupVersions(versions: readonly SectionVersion[]): SectionSitting[] {
  const sittings: SectionSitting[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  for (const version of versions) {
    const last = sittings.at(-1);
    const at = Date.parse(version.at);
    if (last && last.by === version.by && earliest - at <= longestPauseMs) last.from = version.version;
    else sittings.push({ ...version, from: version.version });
    earliest = at;
  }
  return sittings;
}
