import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildFacts, type ReportFigure } from '#server/domain/report/build-facts.calculations.ts';
import {
  type KeptNote,
  listOwnKinds,
  listReservations,
  type MatrixCell,
} from '#server/domain/report/comparability-matrix.calculations.ts';
import { describeRegionalRule } from '#server/domain/receipt/rule-words.ts';
import { findContributionState } from '#server/domain/aggregation/aggregate.calculations.ts';
import type { CompiledReport } from '#server/domain/publication/decide-figures.ts';
import { listCompiledReports } from '#server/loaders/publication/load-compiled.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findNewestCompilation, loadFactSource } from '#server/loaders/report/load-report-facts.ts';
import { reportedByKinds } from '#server/domain/plan/plan-file.schema.ts';
import { comparabilityKinds } from '#server/domain/receipt/comparability.calculations.ts';
import { disclosureClasses } from '#server/domain/value/indicator-definition.ts';
import { measures, aggregations } from '#server/domain/value/measures.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ComparedIndicator = {
  code: string;
  title: string;
  area: string;
  rule: string;
  /** The regional figure of now and its coverage in words; null before the round is compiled. */
  regional: { value: string; coverage: string } | null;
  reservations: string[];
  cells: MatrixCell[];
};

/** How each reporter of one indicator counts, in its own words and in those of the notes. */
export type ComparedReporter = MatrixCell & { name: string; note: string };

const reporterShape = { code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() };

const roundShape = { code: z.string(), title: z.string() };

export type Comparability = {
  round: { code: string; title: string };
  compilation: number | null;
  rounds: RowOf<typeof roundShape>[];
  reporters: RowOf<typeof reporterShape>[];
  indicators: ComparedIndicator[];
  notes: KeptNote[];
  /** Of the indicator that was asked for. */
  detail: {
    indicator: string;
    definition: string;
    countingRule: string;
    reporters: ComparedReporter[];
  } | null;
};

/**
 * Which reporter counts by what, indicator by indicator, beside the regional figures of the newest compilation. Throws
 * NOT_FOUND for a round or an indicator that is not there.
 */
export function getComparability(
  context: OperationContext,
  input: { round: string; indicator?: string | undefined },
): Promise<Comparability> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const rounds = await listRoundsOfPlan(tx, input.round);
    const round = rounds.find(({ code }) => code === input.round);
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const stored = await listStoredIndicators(tx, input.round);
    const chosen = stored.find(({ code }) => code === input.indicator) ?? null;
    if (input.indicator !== undefined && !chosen) {
      throw new DomainError('NOT_FOUND', `The plan has no indicator ${input.indicator}.`);
    }
    const notes = await listNotes(tx, input.round);
    const reporters = await listReporters(tx);
    const compilation = await findNewestCompilation(tx, input.round);
    const figures = compilation ? await loadRegional(tx, compilation.id, input.round) : null;
    const codes = rounds.map(({ code }) => code);
    const cellsOf = (indicator: StoredIndicator) =>
      (figures?.reports.get(indicator.id) ?? []).map((report) => ({
        ...readCell(indicator, report),
        kinds: listOwnKinds(notes, indicator.code, report.reporter, codes, input.round),
      }));
    return {
      round,
      compilation: compilation?.number ?? null,
      rounds,
      reporters,
      indicators: stored.map((indicator) => {
        const { code, title, area, unit, crossBorderOverlap } = indicator;
        // What the tracker works out from its own records does not hang on who has reported.
        const isRegister = indicator.reportedBy === 'register';
        const { now = null, before = null } = (!isRegister && figures?.totals.get(code)) || {};
        return {
          code,
          title,
          area,
          rule: describeRegionalRule(indicator),
          regional: figures?.said(code) ?? null,
          reservations: listReservations(
            { code, unit, crossBorderOverlap, now, before },
            notes,
            codes,
            input.round,
          ),
          cells: cellsOf(indicator),
        };
      }),
      notes,
      detail: chosen
        ? {
            indicator: chosen.code,
            definition: chosen.definition,
            countingRule: chosen.countingRule,
            reporters: await describeReporters(
              tx,
              compilation?.id ?? null,
              chosen,
              cellsOf(chosen),
              reporters,
            ),
          }
        : null,
    };
  });
}

function readCell(indicator: StoredIndicator, report: CompiledReport): Omit<MatrixCell, 'kinds'> {
  const total = report.cells.find(({ dimension }) => dimension === null);
  return {
    reporter: report.reporter,
    state: total ? findContributionState(indicator.measure, total) : 'not_yet_reported',
    isLeftOut: report.release === 'withheld',
  };
}

async function loadRegional(tx: Transaction, compilation: number, round: string) {
  const source = await loadFactSource(tx, { compilation, audience: 'restricted' });
  const facts = buildFacts(source);
  const previous = source.rounds.at(-2);
  const total = (figures: readonly ReportFigure[], code: string | undefined) =>
    figures.find((one) => one.round === code && one.dimension === null) ?? null;
  const [made] = await readRows(
    tx,
    { sha256: z.string(), year: z.number() },
    sql`select k.sha256, extract(year from r.period_start)::integer as year
    from tracker.compilation k join tracker.round r on r.id = k.round_id where k.id = ${compilation}`,
  );
  const reports = await listCompiledReports(tx, [
    { code: round, compilationId: compilation, sha256: made?.sha256 ?? '', year: made?.year ?? 0 },
  ]);
  return {
    reports,
    totals: new Map(
      source.indicators.map(({ code, figures }) => [
        code,
        { now: total(figures, round), before: total(figures, previous) },
      ]),
    ),
    said: (code: string) => {
      const [value, coverage] = [facts.get(code), facts.get(`${code} coverage`)];
      return value && coverage ? { value: value.text, coverage: coverage.text } : null;
    },
  };
}

async function describeReporters(
  tx: Transaction,
  compilation: number | null,
  indicator: StoredIndicator,
  cells: readonly MatrixCell[],
  reporters: Comparability['reporters'],
): Promise<ComparedReporter[]> {
  const said = await readRows(
    tx,
    { reporter: z.string(), note: z.string() },
    sql`select p.code as reporter, ir.note from tracker.compiled_indicator_report ir
    join tracker.reporter p on p.id = ir.reporter_id
    where ir.compilation_id = ${compilation} and ir.indicator_id = ${indicator.id}`,
  );
  const noteOf = new Map(said.map(({ reporter, note }) => [reporter, note]));
  const nameOf = new Map(reporters.map(({ code, name }) => [code, name]));
  return cells.map((cell) => ({
    ...cell,
    name: nameOf.get(cell.reporter) ?? cell.reporter,
    note: noteOf.get(cell.reporter) ?? '',
  }));
}

function listRoundsOfPlan(tx: Transaction, round: string): Promise<Comparability['rounds']> {
  return readRows(
    tx,
    roundShape,
    sql`select code, title from tracker.round
    where plan_id = (select plan_id from tracker.round where code = ${round}) order by period_start`,
  );
}

function listReporters(tx: Transaction): Promise<Comparability['reporters']> {
  return readRows(
    tx,
    reporterShape,
    sql`select p.code, p.kind, coalesce(m.name, b.name) as name
    from tracker.reporter p
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    order by p.kind desc, case p.kind when 'state' then m.name else p.code end`,
  );
}

const storedIndicatorShape = {
  measure: z.enum(measures),
  aggregation: z.enum(aggregations),
  unit: z.string(),
  reportedBy: z.enum(reportedByKinds),
  disclosureClass: z.enum(disclosureClasses),
  personCount: z.boolean(),
  crossBorderOverlap: z.boolean(),
  numeratorLabel: z.string().nullable(),
  denominatorLabel: z.string().nullable(),
  choices: z.array(z.object({ label: z.string(), counts: z.boolean() })),
  id: z.number(),
  code: z.string(),
  title: z.string(),
  area: z.string(),
  definition: z.string(),
  countingRule: z.string(),
};

type StoredIndicator = RowOf<typeof storedIndicatorShape>;

/** In the words that hold in the round. */
function listStoredIndicators(tx: Transaction, round: string): Promise<StoredIndicator[]> {
  const roundId = sql`(select id from tracker.round where code = ${round})`;
  return readRows(
    tx,
    storedIndicatorShape,
    sql`select i.id, i.code, i.title, ta.code as area, i.measure, i.aggregation, i.unit,
      case when i.derivation is null then i.reported_by else 'register' end as "reportedBy",
      i.disclosure_class as "disclosureClass", i.person_count as "personCount",
      i.cross_border_overlap as "crossBorderOverlap", i.numerator_label as "numeratorLabel",
      i.denominator_label as "denominatorLabel", i.definition, i.counting_rule as "countingRule",
      coalesce((select json_agg(json_build_object('label', c.label, 'counts', c.counts) order by c.position)
        from tracker.choice c where c.list_code = i.choice_list), '[]') as choices
    from tracker.indicators_in(${roundId}) i
    join tracker.thematic_area ta on ta.id = i.area_id
    where i.measure <> 'text' and tracker.is_in_force(i.added_round_id, null, ${roundId})
    order by i.position`,
  );
}

const keptNoteShape = {
  id: z.number(),
  version: z.number(),
  indicator: z.string(),
  reporter: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  kind: z.enum(comparabilityKinds),
  note: z.string(),
  withdrawn: z.boolean(),
  changedBy: z.string().nullable(),
  changedAt: z.string(),
};

/** All notes on the plan of a round, those that have ended or were withdrawn too. */
function listNotes(tx: Transaction, round: string): Promise<KeptNote[]> {
  return readRows(
    tx,
    keptNoteShape,
    sql`select n.id, n.version, i.code as indicator, p.code as reporter, f.code as from, u.code as until, n.kind, n.note,
      n.withdrawn, a.name as "changedBy", to_json(n.changed_at)#>>'{}' as "changedAt"
    from tracker.comparability_note n
    join tracker.indicator i on i.id = n.indicator_id
    left join tracker.reporter p on p.id = n.reporter_id
    left join tracker.round f on f.id = n.round_id
    left join tracker.round u on u.id = n.until_round_id
    left join auth.person a on a.id = n.changed_by
    where i.plan_id = (select plan_id from tracker.round where code = ${round})
    order by i.position, p.code nulls first, f.period_start nulls first, n.kind`,
  );
}
