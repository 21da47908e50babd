import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { DisclosureRules } from '#server/domain/disclosure/disclosure.types.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { setEditorialWords } from '#server/domain/report/editorial-words.calculations.ts';
import { listEditorialWordings } from '#server/queries/edition/list-editorial-wordings.query.ts';
import { type LoadedFacts, loadEditionFacts } from '#server/queries/edition/load-edition-facts.query.ts';
import { buildFigures } from '../publication/build-figures.ts';
import { type CompiledRound, listCompiledRounds } from '../publication/load-compiled.ts';
import { publishWithin } from '../publication/publish.ts';
import { writeComparability } from '../publication/write-comparability.ts';
import { writeFigures } from '../publication/write-figures.ts';
import { writeLibrary } from '../publication/write-library.ts';
import { writePlan } from '../publication/write-plan.ts';
import { writeReporting } from '../publication/write-reporting.ts';
import { inUndoneTransaction } from '../in-undone-transaction.ts';
import { inTransaction, type UseCaseContext } from '../use-case-context.ts';

export type RehearsedFacts = {
  compilation: { id: number; number: number; sha256: string; madeAt: string };
  public: LoadedFacts;
  restricted: LoadedFacts;
};

/**
 * Reads what the editions of a round are built from. What the public may see is not worked out a second time: the round
 * is published by the very use-case that publishes, read, and rolled back. Where its newest compilation is public
 * already, that publication is read. What member states may see of each other is written in the same form, by the same
 * rules but for small counts, on top of the publication: whoever reads a restricted edition reads the public one too, and
 * nothing that neither shows may follow from both. All of it is rolled back.
 */
export async function rehearsePublication(
  context: UseCaseContext,
  input: { round: string },
): Promise<RehearsedFacts> {
  const { publication, ...compilation } = await inTransaction(context, (tx) =>
    loadCompilation(tx, input.round),
  );
  return inUndoneTransaction(context, async (tx) => {
    const number = publication ?? (await publishWithin(context, tx, input, { isRehearsed: true })).number;
    const shown = await loadEditionFacts(tx, number);
    if (shown.round.code !== input.round) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `A correction of ${input.round} is public together with ${shown.round.code}. Make the draft for ${shown.round.code}.`,
      );
    }
    const rounds = await listCompiledRounds(tx, input.round);
    // Up to the round of the report, as it stood for its meeting.
    const spoken = rounds.slice(0, rounds.findIndex(({ code }) => code === input.round) + 1);
    await writeRestricted(tx, spoken);
    return {
      compilation,
      public: await withWordings(tx, shown, await listSources(tx, number)),
      restricted: await withWordings(
        tx,
        await loadEditionFacts(tx, rehearsalNumber),
        spoken.map(({ compilationId }) => compilationId),
      ),
    };
  });
}

/** The compilations that a publication is made from. */
async function listSources(tx: Transaction, publication: number): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select compilation_id as id from tracker.publication_source where publication_number = ${publication}`);
  return rows.map(({ id }) => id);
}

/** With the secretariat's wording where it has one of what these compilations hold. */
async function withWordings(
  tx: Transaction,
  facts: LoadedFacts,
  compilations: number[],
): Promise<LoadedFacts> {
  const wordings = await listEditorialWordings(tx, compilations);
  return { ...facts, activities: setEditorialWords(facts.activities, facts.round.code, wordings) };
}

async function loadCompilation(tx: Transaction, round: string) {
  const [row] = await tx.execute<{
    id: number;
    number: number;
    sha256: string;
    madeAt: string;
    publication: number | null;
  }>(sql`
    select k.id, k.number, k.sha256, to_json(k.created_at)#>>'{}' as "madeAt",
      (select max(e.publication_number) from tracker.publication_event e where e.compilation_id = k.id) as publication
    from tracker.compilation k join tracker.round r on r.id = k.round_id
    where r.code = ${round} order by k.number desc limit 1`);
  if (!row) throw new DomainError('NOT_ALLOWED_NOW', `Compile ${round} before making a draft of its report.`);
  return row;
}

/** Under a number that no publication has; gone with the transaction. */
const rehearsalNumber = 2_000_000_000;

/** The rules among those who report: a small count is no secret among them, one state's own figure is. */
const rulesAmongReporters: Partial<DisclosureRules> = { smallCountUpTo: 0 };

async function writeRestricted(tx: Transaction, rounds: CompiledRound[]): Promise<void> {
  const newest = rounds.at(-1);
  if (!newest) throw new Error('A compiled round was found before.');
  const { figures, statuses } = await buildFigures(tx, rounds, rulesAmongReporters);
  await tx.execute(sql`
    insert into published.publication (number, plan_code, plan_title, plan_starts_on, plan_ends_on, notice, round_code,
      title, published_at, compilation_sha256, content_sha256)
    select ${rehearsalNumber}, p.code, p.title, p.starts_on, p.ends_on,
      case when p.illustrative then p.notice else '' end, r.code, 'Progress in ' || r.title, now(), ${newest.sha256}, ''
    from tracker.round r join tracker.plan p on p.id = r.plan_id where r.code = ${newest.code}`);
  await writePlan(tx, rehearsalNumber, newest.code, rounds);
  await writeLibrary(tx, rehearsalNumber);
  await writeReporting(tx, rehearsalNumber, rounds, statuses);
  await addWordsOfBodies(
    tx,
    rounds.map(({ compilationId }) => compilationId),
  );
  await writeFigures(tx, rehearsalNumber, figures);
  await writeComparability(tx, rehearsalNumber);
}

/**
 * Sectoral bodies report to the meetings what these editions are made for, so their words go in whether or not they
 * are released to the public. Words of states go in where they are released, and only there.
 */
async function addWordsOfBodies(tx: Transaction, compilations: number[]): Promise<void> {
  await tx.execute(sql`
    insert into published.activity_narrative (publication, activity_code, round_code, reporter_code, status_code,
      achievements, challenges, next_steps)
    select ${rehearsalNumber}, a.code, r.code, p.code, ar.status_code, ar.achievements, ar.challenges, ar.next_steps
    from tracker.compiled_activity_report ar
    join tracker.compilation k on k.id = ar.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = ar.reporter_id and p.kind = 'body'
    join tracker.activity a on a.id = ar.activity_id
    where k.id = any (${sql.param(compilations)}::integer[]) and not ar.narrative_released
      and ar.achievements || ar.challenges || ar.next_steps <> ''`);
}
