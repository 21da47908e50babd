import type postgres from 'postgres';

/** Something that a person wrote and saw as saved: a text or number that stands nowhere else. */
export type Written = { kind: 'activities' | 'indicators'; code: string; token: string };

type Revision = { subject_key: string; before: Row | null; after: Row | null; changed_by: string };
type Row = Record<string, unknown>;

/**
 * What history has against it: things written that no revision holds or that two revisions brought in, and breaks in
 * the chain, where a save began from something else than what the one before it left. Sentences; none is good.
 */
export async function checkHistory(
  owner: postgres.Sql,
  key: { round: string; reporter: string },
  written: Written[],
): Promise<string[]> {
  const revisions = await owner<Revision[]>`
    select v.subject_key, v.before, v.after, v.changed_by from tracker.revision v
    join tracker.submission s on s.id = v.submission_id
    join tracker.round r on r.id = s.round_id and r.code = ${key.round}
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${key.reporter}
    where v.subject in ('activity', 'indicator') order by v.id`;
  const problems: string[] = [];
  const chains = new Map<string, Revision[]>();
  for (const revision of revisions) {
    const chain = chains.get(revision.subject_key) ?? [];
    const last = chain.at(-1);
    if (last && spell(last.after) !== spell(revision.before)) {
      problems.push(`${revision.subject_key}: a save did not begin from what the one before it left.`);
    }
    chain.push(revision);
    chains.set(revision.subject_key, chain);
  }
  for (const { code, token } of written) {
    const brought = (chains.get(code) ?? []).filter(
      ({ before, after }) => spell(after).includes(token) && !spell(before).includes(token),
    );
    if (brought.length !== 1) problems.push(`${code}: "${token}" was brought in by ${brought.length} saves.`);
  }
  return problems;
}

/** A stored row as text, whatever the order of its keys. */
function spell(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
