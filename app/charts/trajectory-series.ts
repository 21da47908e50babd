import type { TrajectoryInput } from './trajectory-geometry.ts';

/** One place on the axis of the interactive chart: a round, or a coming year that has only a target. */
export interface TrajectoryRow {
  key: string;
  year: number;
  label: string;
  value: number | null;
  /** What lies under a bar that stands on the one before it; 0 when it stands on the axis. */
  base: number | null;
  target: number | null;
  coverage: string | null;
}

/**
 * The rows of the interactive chart. A target of a level stands at the last round of its year, one of a flow at
 * every round of it; years without a round follow with their target alone.
 */
export function buildTrajectoryRows(input: TrajectoryInput): TrajectoryRow[] {
  const targets = new Map(input.targets.map(({ year, value }) => [year, value]));
  const isStacked = input.kind === 'flow' && targets.size > 0;
  const lastOf = new Map(input.rounds.map((round) => [round.end.slice(0, 4), round.key]));
  const reached = new Map<number, number>();
  const rows = input.rounds.map((round): TrajectoryRow => {
    const year = Number(round.end.slice(0, 4));
    const base = isStacked ? (reached.get(year) ?? 0) : 0;
    if (round.value !== null) reached.set(year, base + round.value);
    const hasTarget = input.kind === 'flow' || lastOf.get(String(year)) === round.key;
    return {
      key: round.key,
      year,
      label: `${year} ${round.label}`,
      value: round.value,
      base: round.value === null ? null : base,
      target: hasTarget ? (targets.get(year) ?? null) : null,
      coverage: round.coverage?.long ?? null,
    };
  });
  const known = new Set(rows.map(({ year }) => year));
  const coming = input.targets.filter(({ year }) => !known.has(year));
  const alone = coming.map(
    ({ year, value }): TrajectoryRow => ({
      key: `year-${year}`,
      year,
      label: String(year),
      value: null,
      base: null,
      target: value,
      coverage: null,
    }),
  );
  return [...rows, ...alone].sort((a, b) => a.year - b.year);
}
