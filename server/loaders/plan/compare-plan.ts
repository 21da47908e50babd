import type { SqlTransaction } from '#db/sql.ts';
import {
  listListChanges,
  listPlanChanges,
  type RowChange,
  type SheetSummary,
  summariseChanges,
  comparePlanFiles,
  type PlanFileChanges,
} from '#server/domain/plan/plan-changes.calculations.ts';
import {
  collapsePlanFile,
  expandPlanFile,
  formatPlanFile,
} from '#server/domain/plan/plan-file-format.calculations.ts';
import { checkPlanFiles, sortProblems } from '#server/domain/plan/plan-file.rules.ts';
import {
  type PlanFile,
  type PlanFileProblem,
  type PlanFileRows,
  type PlanFilePart,
  planFileNames,
} from '#server/domain/plan/plan-file.schema.ts';
import {
  addListsToReference,
  checkPlanLists,
  type PlanListName,
  type PlanLists,
} from '#server/domain/plan/plan-list.schema.ts';
import { type PlanUpload, parsePlanUpload } from '#server/domain/plan/plan-upload.rules.ts';
import { listPlanWarnings } from '#server/domain/plan/plan-warnings.rules.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import {
  endKeptRows,
  restoreRows,
  roundOfAmendment,
  type AskedRow,
} from '#server/domain/plan/keep-ended-rows.calculations.ts';
import { loadDecisions, type PlanDecision } from './load-decisions.ts';
import { findRoundProblems, listPlanRounds, type PlanRound } from './plan-rounds.ts';
import { loadReferenceCodes, loadStoredPlan, loadStoredLists } from './load-stored-plan.ts';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';

export interface ComparedPlan {
  readonly plan: { readonly code: string; readonly title: string; readonly isNew: boolean };
  readonly changes: readonly RowChange[];
  /** How many rows of each sheet change, and which stay as they are. */
  readonly sheets: readonly SheetSummary[];
  /** Rows with reports that change or end: "activities/A1.1". They need a round from which the change counts. */
  readonly touched: readonly string[];
  /** Rows that are new in a plan whose rounds have begun, and do not say from which round they count. */
  readonly added: readonly string[];
  /** Whether it has to be said from which round the change counts, and why it is made. */
  readonly amends: boolean;
  /** Rounds from which an amendment can count. */
  readonly rounds: readonly PlanRound[];
  /** Decisions that it can be part of. */
  readonly decisions: readonly PlanDecision[];
  /** Everything that was compared, in one text: when it differs, somebody has changed the plan meanwhile. */
  readonly stand: string;
}

/** What is written when a comparison is accepted. */
export interface PlanToWrite {
  readonly given: PlanFile;
  readonly stored: PlanFile | null;
  readonly fileChanges: PlanFileChanges;
  /** Lists in which anything differs. */
  readonly lists: PlanLists;
}

export type PlanComparison = {
  /** What is probably a slip; it does not stand in the way. */
  readonly warnings: readonly PlanFileProblem[];
} & (
  | {
      readonly problems: readonly PlanFileProblem[];
      readonly refusal: string | null;
      readonly compared: null;
    }
  | {
      readonly problems: readonly [];
      readonly refusal: null;
      readonly compared: ComparedPlan;
      readonly write: PlanToWrite;
    }
);

const refuse = (problems: readonly PlanFileProblem[], refusal: string | null = null): PlanComparison => ({
  warnings: [],
  problems,
  refusal,
  compared: null,
});

/**
 * Compares an uploaded plan and its lists with what is stored. Rows with reports that are no longer there are ended
 * from `effectiveRound` on, with the round still open while none is chosen. Writes nothing.
 */
export async function comparePlan(
  tx: SqlTransaction,
  upload: PlanUpload,
  effectiveRound: string | null,
): Promise<PlanComparison> {
  const read = parsePlanUpload(upload);
  if (typeof read === 'string') return refuse([], read);
  const code = read.rows.plan[0]?.['code']?.trim() ?? '';
  const before = await loadReferenceCodes(tx, code);
  const checkedLists = checkPlanLists(read.lists, before);
  // Where a list has a problem, what it names is still taken as named: else one slip would bring a hundred.
  const lists = checkedLists.lists ?? (read.lists as PlanLists);
  const reference = addListsToReference(before, lists);
  const storedFile = await loadStoredPlan(tx, code);
  const asked = await listAskedRows(tx, code);
  const storedRows = storedFile && formatPlanFile(collapsePlanFile(storedFile, before));
  const { rows, kept } = restoreRows(read.rows, storedRows, asked);
  const checked = checkPlanFiles(rows, reference);
  const roundProblems = checkedLists.lists
    ? await findRoundProblems(tx, code, lists, read.lists.rounds ?? [])
    : [];
  const problems = [
    ...upload.problems,
    ...sortProblems([...checkedLists.problems, ...checked.problems, ...roundProblems]),
  ];
  if (problems.length > 0 || !checked.plan) return refuse(problems);

  const storedLists = await loadStoredLists(tx, code);
  const stored = storedFile && expandPlanFile(storedFile, before);
  const given = endKeptRows(expandPlanFile(checked.plan, reference), kept, effectiveRound);
  const fileChanges = comparePlanFiles(stored, given);
  const planRounds = await listPlanRounds(tx, code, lists);
  const reported = [
    ...(await findReportedProblems(tx, { rows, given, stored, changes: fileChanges }, { isAmendment: true })),
    ...findMovedEnds(rows, given, stored, planRounds),
  ];
  if (reported.length > 0) return refuse(sortProblems(reported));

  const listChanges = listListChanges(storedLists, lists, stored === null);
  const planChanges = listPlanChanges(
    stored ? { full: stored, shown: collapsePlanFile(stored, before) } : null,
    { full: given, shown: collapsePlanFile(given, reference) },
  );
  const askedKeys = new Set(asked.map((row) => `${row.kind}/${row.code}`));
  const touched = planChanges.map(({ sheet, key }) => `${sheet}/${key}`).filter((key) => askedKeys.has(key));
  const added =
    stored && planRounds.some((round) => !round.takesAmendments) ? listAdded(given, fileChanges) : [];
  const changedLists = new Set(listChanges.map(({ sheet }) => sheet));
  return {
    warnings: listPlanWarnings(given, rows, planRounds, fileChanges),
    problems: [],
    refusal: null,
    compared: {
      plan: { code, title: given.plan.title, isNew: stored === null },
      changes: [...planChanges, ...listChanges],
      sheets: summariseChanges([...planChanges, ...listChanges], formatPlanFile(given), lists),
      touched,
      added,
      amends: touched.length > 0 || added.length > 0,
      rounds: planRounds.filter(({ takesAmendments }) => takesAmendments),
      decisions: await loadDecisions(tx, code, planRounds),
      stand: hashContent({
        stored: storedFile && formatPlanFile(storedFile),
        lists: storedLists,
        rounds: planRounds,
        asked,
        sheets: upload.sheets,
      }),
    },
    write: {
      given,
      stored,
      fileChanges,
      lists: Object.fromEntries(Object.entries(lists).filter(([name]) => changedLists.has(name))) as {
        [Name in PlanListName]?: PlanLists[Name];
      },
    },
  };
}

/** New rows that do not say from when they count: without a round they would be missing in those that are past. */
function listAdded(given: PlanFile, changes: PlanFileChanges): string[] {
  return (['activities', 'indicators'] as const).flatMap((part) => {
    const isNew = new Set(changes[part].added);
    return given[part]
      .filter(({ code, addedFrom }) => isNew.has(code) && addedFrom === null)
      .map(({ code }) => `${part}/${code}`);
  });
}

/** From when something is asked, or no more, can be said of rounds that have not opened yet. */
function findMovedEnds(
  rows: PlanFileRows,
  given: PlanFile,
  stored: PlanFile | null,
  rounds: readonly PlanRound[],
): PlanFileProblem[] {
  const takes = new Set(rounds.filter(({ takesAmendments }) => takesAmendments).map(({ code }) => code));
  const isFixed = (round: string | null) => round !== null && round !== roundOfAmendment && !takes.has(round);
  const problems: PlanFileProblem[] = [];
  const order = rounds.map(({ code }) => code);
  for (const part of ['activities', 'indicators'] as const) {
    const before = new Map(stored?.[part].map((row) => [row.code, row]));
    for (const row of given[part]) {
      const index = rows[part].findIndex(({ code }) => code?.trim() === row.code);
      const old = before.get(row.code);
      const place = { file: `${part}.csv`, row: Math.max(1, index + 2) };
      const moved = old?.addedFrom !== row.addedFrom || old.endedFrom !== row.endedFrom;
      if (moved && row.addedFrom && row.endedFrom && row.endedFrom !== roundOfAmendment) {
        if (order.indexOf(row.endedFrom) <= order.indexOf(row.addedFrom)) {
          const message = `It is added from ${row.addedFrom}, so it ends from a later round.`;
          problems.push({ ...place, column: 'ended_from', message });
        }
      }
      for (const [column, field] of [
        ['added_from', 'addedFrom'],
        ['ended_from', 'endedFrom'],
      ] as const) {
        const was = old?.[field] ?? null;
        const is = row[field];
        // A plan that comes in for the first time brings its past along.
        if (!old || was === is || !(isFixed(was) || isFixed(is))) continue;
        // It is taken up again: the amendment says from when, and the rounds between stay as they were.
        if (field === 'endedFrom' && is === null) continue;
        const round = isFixed(was) ? was : is;
        problems.push({
          ...place,
          column,
          message: `${round} has opened already, and what was asked in it is settled. Name a later round.`,
        });
      }
    }
  }
  return problems;
}

export type Comparison = {
  rows: PlanFileRows;
  given: PlanFile;
  stored: PlanFile | null;
  changes: PlanFileChanges;
};

const askedRowShape = { kind: z.enum(['indicators', 'activities']), code: z.string() };

/** The activities and indicators of a plan that stand in some report. */
function listAskedRows(tx: SqlTransaction, plan: string): Promise<AskedRow[]> {
  return readRows(
    tx,
    askedRowShape,
    sql`select * from tracker.list_asked_rows((select id from tracker.plan where code = ${plan})) order by 1, 2`,
  );
}

/**
 * What cannot change because somebody has been asked about it or has reported on it. With an amendment a breakdown ends
 * from a round on, and figures of before stay in theirs.
 */
export async function findReportedProblems(
  tx: SqlTransaction,
  { rows, given, stored, changes }: Comparison,
  { isAmendment }: { isAmendment: boolean },
): Promise<PlanFileProblem[]> {
  if (!stored) return [];
  const plan = given.plan.code;
  const problems: PlanFileProblem[] = [];
  const report = (part: PlanFilePart, code: string, column: string, message: string) => {
    const index = rows[part].findIndex((row) => row['code']?.trim() === code);
    problems.push({ file: planFileNames[part], row: index < 0 ? 1 : index + 2, column, message });
  };
  const asked = await listAskedRows(tx, plan);
  for (const { kind, code } of asked) {
    if (changes[kind].removed.includes(code)) {
      const what = kind === 'activities' ? 'activity' : 'indicator';
      report(kind, code, 'code', `The ${what} ${code} has reports and cannot be removed. Put its row back.`);
    }
  }
  const askedIndicators = new Set(asked.filter(({ kind }) => kind === 'indicators').map(({ code }) => code));
  const split = isAmendment
    ? []
    : await readRows(
        tx,
        { code: z.string(), dimension: z.string() },
        sql`select * from tracker.list_reported_splits((select id from tracker.plan where code = ${plan})) order by 1, 2`,
      );
  const before = new Map(stored.indicators.map((indicator) => [indicator.code, indicator]));
  for (const indicator of given.indicators) {
    const old = before.get(indicator.code);
    if (!old || !askedIndicators.has(indicator.code)) continue;
    for (const [column, field] of [
      ['measure', 'measure'],
      ['unit', 'unit'],
      ['choices', 'choices'],
    ] as const) {
      if (old[field] !== indicator[field]) {
        report(
          'indicators',
          indicator.code,
          column,
          `${indicator.code} has reports, so its ${column} stays “${old[field]}”. Use a new code for a new indicator.`,
        );
      }
    }
    for (const { code, dimension } of split) {
      const leaves = old.dimensions.includes(dimension) && !indicator.dimensions.includes(dimension);
      if (code === indicator.code && leaves) {
        const message = `${code} has figures by ${dimension}, so this dimension cannot be taken away.`;
        report('indicators', code, 'dimensions', message);
      }
    }
  }
  return problems;
}
