import type { Sql } from '#db/sql.ts';

/** Something that a person wrote and saw as saved: a text or number that stands nowhere else. */
export type Written = { kind: 'activities' | 'indicators'; code: string; token: string };

type Row = Record<string, unknown> & { cells?: Cell[]; part?: boolean };
type Cell = { dimension?: string; category?: string };
type Revision = { subject: string; subject_key: string; before: Row | null; after: Row | null };

/**
 * What history has against it: things written that no revision brought in, and breaks in the chain, where a save began
 * from something else than what the one before it left. Sentences; none is good.
 */
export async function checkHistory(
  owner: Sql,
  key: { round: string; reporter: string },
  written: Written[],
): Promise<string[]> {
  const revisions = await owner<Revision[]>`
    select v.subject, v.subject_key, v.before, v.after from tracker.revision v
    join tracker.submission s on s.id = v.submission_id
    join tracker.round r on r.id = s.round_id and r.code = ${key.round}
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${key.reporter}
    where v.subject in ('activity', 'indicator') order by v.id`;
  const problems: string[] = [];
  const chains = new Map<string, Revision[]>();
  for (const revision of revisions) {
    const chain = chains.get(revision.subject_key) ?? [];
    chain.push(revision);
    chains.set(revision.subject_key, chain);
  }
  for (const [code, chain] of chains) {
    const broken = chain[0]?.subject === 'indicator' ? countBrokenCells(chain) : countBroken(chain);
    if (broken > 0) problems.push(`${code}: ${broken} saves did not begin from what was there.`);
  }
  for (const { code, token } of written) {
    const brought = (chains.get(code) ?? []).some(
      ({ before, after }) => spell(after).includes(token) && !spell(before).includes(token),
    );
    if (!brought) problems.push(`${code}: "${token}" was never saved.`);
  }
  return problems;
}

const countBroken = (chain: Revision[]) =>
  chain.filter(({ before }, index) => index > 0 && spell(chain[index - 1]?.after) !== spell(before)).length;

/** An agency's piece of history holds its own cells only: they must be as the others left them. */
function countBrokenCells(chain: Revision[]): number {
  const now = new Map<string, string>();
  let broken = 0;
  chain.forEach(({ before, after }, index) => {
    const [was, is] = [listCells(before), listCells(after)];
    const isPart = after?.part === true;
    const fits = was.every(([place, cell]) => now.get(place) === cell) && (isPart || was.length === now.size);
    if (index > 0 && !fits) broken += 1;
    if (isPart && index > 0) for (const [place] of was) now.delete(place);
    else now.clear();
    for (const [place, cell] of is) now.set(place, cell);
  });
  return broken;
}

const listCells = (row: Row | null): [string, string][] =>
  (row?.cells ?? []).map((cell) => [`${cell.dimension ?? ''}/${cell.category ?? ''}`, spell(cell)]);

/** A stored row as text, whatever the order of its keys. */
function spell(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
