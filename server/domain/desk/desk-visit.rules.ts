export type DeskVisit = {
  /** What happened after this is new. */
  sinceAt: string;
  /** When the first page was last opened. */
  lastAt: string;
};

/** Whoever opens the page again within this time is still there. */
const breakMs = 60 * 60_000;
/** What somebody who was never there is shown. */
const firstMs = 7 * 24 * 60 * 60_000;

/**
 * Applies an opening of the first page: after a break what is new is what happened since the visit before. A clock that
 * was set back changes nothing.
 */
export function applyVisit(visit: DeskVisit | null, now: Date): DeskVisit {
  const at = now.toISOString();
  if (visit === null) return { sinceAt: new Date(now.getTime() - firstMs).toISOString(), lastAt: at };
  const gap = now.getTime() - Date.parse(visit.lastAt);
  if (gap < 0) return visit;
  return { sinceAt: gap > breakMs ? visit.lastAt : visit.sinceAt, lastAt: at };
}
