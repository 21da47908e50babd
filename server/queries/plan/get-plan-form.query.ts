import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { findRow } from '#server/domain/plan/apply-plan-edit.rules.ts';
import { loadPlanRows, getRowVersion } from '#server/loaders/plan/load-plan-edit.ts';
import { loadDecisions, type PlanDecision } from '#server/loaders/plan/load-decisions.ts';
import { listPlanRounds } from '#server/loaders/plan/plan-rounds.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type Named = { code: string; title: string };

/** One activity or indicator as it reads at its newest. */
export type PlanFormRow = {
  code: string;
  /** By column, written as in the workbook. */
  cells: Record<string, string>;
  /** StatusRows for how it reads: it is sent back, so that nobody's change is overwritten unseen. */
  version: string;
  /** Whether it has reports, so that a change needs a round from which it counts. */
  hasReports: boolean;
  /** The round from which it has ended. */
  endedFrom: string | null;
};

/** What the forms of the plan offer: the row, where there is one, and everything that it may point to. */
export type PlanForm = {
  plan: string;
  row: PlanFormRow | null;
  /** Rounds from which an amendment can count. */
  rounds: Named[];
  /** Decisions that a change can be part of. */
  decisions: PlanDecision[];
  /** Whether a round has opened, so that what is added needs a round from which it counts. */
  isRunning: boolean;
  objectives: Named[];
  /** Those that go on, without the row itself. */
  activities: Named[];
  /** Of an activity: the indicators that belong to it and go on. */
  followers: Named[];
  choices: Record<'bodies' | 'states' | 'partners' | 'tags' | 'lenses' | 'articles', Named[]> & {
    /** Of the plan. */
    years: number[];
  };
};

export type PlanFormInput = {
  plan: string;
  row?: { sheet: 'activities' | 'indicators'; code: string } | undefined;
};

/** A form of the plan: for one activity or indicator, or for a new activity. Throws NOT_FOUND. */
export function getPlanForm(context: OperationContext, { plan, row }: PlanFormInput): Promise<PlanForm> {
  return runOperation(context, { permission: 'plan.import' }, {}, async ({ tx: { sql: tx } }) => {
    const { rows } = await loadPlanRows(tx, plan);
    const rounds = await listPlanRounds(tx, plan, {});
    const takes = rounds.filter(({ takesAmendments }) => takesAmendments);
    const name = ({ code, title }: Readonly<Record<string, string | undefined>>): Named => ({
      code: code ?? '',
      title: title ?? '',
    });
    return {
      plan,
      row: row ? await loadRow(tx, plan, row, findRow(rows, row.sheet, row.code)) : null,
      rounds: takes.map(({ code, title }) => ({ code, title })),
      decisions: await loadDecisions(tx, plan, rounds),
      isRunning: rounds.length > takes.length,
      objectives: rows.objectives.map(name),
      activities: rows.activities.filter((one) => !one['ended_from'] && one['code'] !== row?.code).map(name),
      followers: rows.indicators
        .filter((one) => row?.sheet === 'activities' && one['activity'] === row.code && !one['ended_from'])
        .map(name),
      choices: await loadChoices(tx, plan, row ? listHeld(findRow(rows, row.sheet, row.code)) : []),
    };
  });
}

const named = z.array(z.object({ code: z.string(), title: z.string() }));
const choicesShape = {
  bodies: named,
  states: named,
  partners: named,
  tags: named,
  lenses: named,
  articles: named,
  years: z.array(z.number()),
};

/** The partners and tags that a row has: it may keep them when they have ended. */
const listHeld = (cells: Readonly<Record<string, string>> | null): string[] =>
  [cells?.['partners'] ?? '', cells?.['tags'] ?? ''].flatMap((cell) =>
    cell.split(';').map((code) => code.trim()),
  );

/** What an activity can name, each with its name, in the order in which people look for it. */
async function loadChoices(
  tx: SqlTransaction,
  plan: string,
  held: readonly string[],
): Promise<PlanForm['choices']> {
  const kept = sql.param(held);
  const list = (from: ReturnType<typeof sql>) =>
    sql`coalesce((select json_agg(json_build_object('code', code, 'title', title) order by at) from (${from}) x), '[]')`;
  const [choices] = await readRows(
    tx,
    choicesShape,
    sql`select
      ${list(sql`select acronym as code, name as title, acronym as at from tracker.sectoral_body`)} as bodies,
      ${list(sql`select iso2 as code, name as title, name as at from tracker.member_state`)} as states,
      ${list(sql`select slug as code, name as title, name as at from tracker.partner
        where ended_on is null or slug = any (${kept}::text[])`)} as partners,
      ${list(sql`select code, name as title, name as at from tracker.tag
        where ended_on is null or code = any (${kept}::text[])`)} as tags,
      ${list(sql`select code, title, title as at from tracker.lens`)} as lenses,
      ${list(sql`select code, title, position as at from tracker.actip_article`)} as articles,
      array(select generate_series(extract(year from p.starts_on)::integer, extract(year from p.ends_on)::integer)
        from tracker.plan p where p.code = ${plan}) as years`,
  );
  if (!choices) throw new Error('A select of one row returns one row.');
  return choices;
}

async function loadRow(
  tx: SqlTransaction,
  plan: string,
  { sheet, code }: NonNullable<PlanFormInput['row']>,
  cells: Record<string, string> | null,
): Promise<PlanFormRow> {
  const what = sheet === 'activities' ? 'activity' : 'indicator';
  if (!cells) throw new DomainError('NOT_FOUND', `There is no ${what} ${code} in ${plan}.`);
  const [asked] = await readRows(
    tx,
    { there: z.boolean() },
    sql`select exists (select from tracker.list_asked_rows((select id from tracker.plan where code = ${plan})) x
      where x.kind = ${sheet} and x.code = ${code}) as there`,
  );
  return {
    code,
    cells,
    version: getRowVersion(cells),
    hasReports: asked?.there ?? false,
    endedFrom: cells['ended_from'] || null,
  };
}
