export type SectionVersion = { version: number; by: string; at: string };

/** Versions that one person saved while typing, represented by the newest. */
export type SectionSitting = SectionVersion & { from: number };

/** Saves with a longer pause between them are separate. */
const longestPauseMs = 10 * 60_000;

/** Groups versions (newest first) that one person saved in a row, as autosave does. */
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
