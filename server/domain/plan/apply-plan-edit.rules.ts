import type { FieldProblem } from '../error/domain-error.ts';
import { type Follower, type PlanEdit, type SplitPart, heritableColumns } from './plan-edit.schema.ts';
import type { PlanFileProblem, PlanFileRows, RawPlanFileRow } from './plan-file.schema.ts';

/** The rows of a plan after an edit, and problems that do not depend on the rows. */
export interface EditedPlan {
  readonly rows: PlanFileRows;
  /** By form field: "into", "parts.0.code"; without a field if it concerns the whole edit. */
  readonly problems: readonly FieldProblem[];
}

type Row = Readonly<Record<string, string>>;
type Cells = Readonly<Record<string, string>>;

/** Finds the row of a sheet by its code. */
export function findRow(rows: PlanFileRows, sheet: 'activities' | 'indicators', code: string): Row | null {
  return (rows[sheet].find((row) => row['code'] === code) as Row | undefined) ?? null;
}

/**
 * Applies an edit to the rows of a plan. Ends and additions apply from `round`; null if no round is needed.
 * The row that the edit is about exists or is the one to be added.
 */
export function applyPlanEdit(rows: PlanFileRows, edit: PlanEdit, round: string | null): EditedPlan {
  switch (edit.kind) {
    case 'reword-activity':
      return { rows: change(rows, 'activities', edit.code, edit.cells), problems: [] };
    case 'reword-indicator':
      return { rows: change(rows, 'indicators', edit.code, edit.cells), problems: [] };
    case 'end-indicator':
      return {
        rows: change(rows, 'indicators', edit.code, { ended_from: round ?? '' }),
        problems: findEnded(rows, 'indicators', edit.code),
      };
    case 'resume-activity':
    case 'resume-indicator':
      return resume(rows, edit);
    case 'end-activity':
      return end(rows, edit.code, edit.followers, round, {}, []);
    case 'merge-activity':
      return end(
        rows,
        edit.code,
        edit.followers,
        round,
        { merged_into: edit.into },
        edit.into === '' ? [{ path: 'into', message: 'Choose the activity it is merged into.' }] : [],
      );
    case 'split-activity':
      return split(rows, edit, round);
    case 'add-activity':
      return add(rows, edit, round);
  }
}

function change(
  rows: PlanFileRows,
  sheet: 'activities' | 'indicators',
  code: string,
  cells: Cells,
): PlanFileRows {
  return { ...rows, [sheet]: rows[sheet].map((row) => (row['code'] === code ? { ...row, ...cells } : row)) };
}

function findEnded(rows: PlanFileRows, sheet: 'activities' | 'indicators', code: string): FieldProblem[] {
  const endedFrom = findRow(rows, sheet, code)?.['ended_from'];
  return endedFrom ? [{ path: '', message: `${code} has already ended from ${endedFrom}.` }] : [];
}

/** It goes on as it was when it ended; in the rounds between it stays ended. */
function resume(
  rows: PlanFileRows,
  { kind, code }: Extract<PlanEdit, { kind: 'resume-activity' | 'resume-indicator' }>,
): EditedPlan {
  const sheet = kind === 'resume-activity' ? 'activities' : 'indicators';
  const hasEnded = Boolean(findRow(rows, sheet, code)?.['ended_from']);
  const cells = sheet === 'activities' ? { ended_from: '', merged_into: '' } : { ended_from: '' };
  return {
    rows: change(rows, sheet, code, cells),
    problems: hasEnded ? [] : [{ path: '', message: `${code} has not ended.` }],
  };
}

function end(
  rows: PlanFileRows,
  code: string,
  followers: readonly Follower[],
  round: string | null,
  cells: Cells,
  problems: readonly FieldProblem[],
): EditedPlan {
  let edited = change(rows, 'activities', code, { ended_from: round ?? '', ...cells });
  const found = [...findEnded(rows, 'activities', code), ...problems];
  for (const [at, { indicator, goes, to }] of followers.entries()) {
    if (findRow(rows, 'indicators', indicator)?.['activity'] !== code) {
      found.push({ path: `followers.${at}`, message: `${indicator} no longer belongs to ${code}.` });
    } else if (goes === 'moves') edited = change(edited, 'indicators', indicator, { activity: to });
    else if (goes === 'ends') edited = change(edited, 'indicators', indicator, { ended_from: round ?? '' });
  }
  return { rows: edited, problems: found };
}

function split(
  rows: PlanFileRows,
  { code, parts, followers }: Extract<PlanEdit, { kind: 'split-activity' }>,
  round: string | null,
): EditedPlan {
  const old = findRow(rows, 'activities', code) ?? {};
  const problems = parts.flatMap((part, at) =>
    findCodeProblem(rows, part.code, parts.slice(0, at), `parts.${at}.code`),
  );
  if (parts.length < 2) problems.push({ path: '', message: 'A split needs at least two new activities.' });
  const ended = end(rows, code, followers, round, {}, problems);
  const place = ended.rows.activities.findIndex((row) => row['code'] === code);
  const added = parts.map((part) => ({
    ...Object.fromEntries(Object.keys(old).map((column) => [column, ''])),
    ...inherit(old, part),
    split_from: code,
    added_from: round ?? '',
  }));
  return {
    rows: { ...ended.rows, activities: ended.rows.activities.toSpliced(place + 1, 0, ...added) },
    problems: ended.problems,
  };
}

function inherit(old: Row, { inherits, ...said }: SplitPart): Row {
  const kept = heritableColumns.filter((column) => inherits.includes(column));
  const cells = Object.fromEntries(kept.map((column) => [column, old[column] ?? '']));
  // A lead body is not also a cooperating body.
  const cooperating = (cells['cooperating'] ?? '')
    .split(';')
    .map((acronym) => acronym.trim())
    .filter((acronym) => acronym !== '' && acronym !== said.lead);
  return { ...cells, cooperating: cooperating.join('; '), objective: old['objective'] ?? '', ...said };
}

function add(
  rows: PlanFileRows,
  { code, objective, cells }: Extract<PlanEdit, { kind: 'add-activity' }>,
  round: string | null,
): EditedPlan {
  const row: RawPlanFileRow = { code, objective, ...cells, added_from: round ?? '' };
  // After the others of its objective; at the end if there is none.
  const last = rows.activities.findLastIndex((other) => other['objective'] === objective);
  const place = last < 0 ? rows.activities.length : last + 1;
  return {
    rows: { ...rows, activities: rows.activities.toSpliced(place, 0, row) },
    problems: findCodeProblem(rows, code, [], 'code'),
  };
}

/** Shows a taken code at the field where it was typed, not at the row that has it. */
function findCodeProblem(
  rows: PlanFileRows,
  code: string,
  before: readonly { code: string }[],
  path: string,
): FieldProblem[] {
  const key = code.trim().toLowerCase();
  if (key === '') return [];
  const taken = rows.activities.find((row) => row['code']?.toLowerCase() === key);
  if (taken) {
    return [{ path, message: `${taken['code']} is the code of “${taken['title']}”. Choose another.` }];
  }
  return before.some((other) => other.code.trim().toLowerCase() === key)
    ? [{ path, message: 'Give each of the new activities a code of its own.' }]
    : [];
}

/** Assigns the problems of an edited plan to form fields; those that belong to none have no field. */
export function groupProblemsByField(
  edit: PlanEdit,
  { activities, indicators }: PlanFileRows,
  problems: readonly PlanFileProblem[],
): FieldProblem[] {
  return problems.map(({ file, row, column, message }) => ({
    path: findField(
      edit,
      file,
      (file === 'indicators.csv' ? indicators : activities)[row - 2]?.['code'],
      column,
    ),
    message,
  }));
}

function findField(edit: PlanEdit, file: string, code: string | undefined, column: string): string {
  if (file === 'indicators.csv' && 'followers' in edit) {
    const at = edit.followers.findIndex(({ indicator }) => indicator === code);
    return at < 0 ? '' : `followers.${at}`;
  }
  if (column === 'ended_from' || column === 'added_from') return 'effectiveRound';
  if (edit.kind === 'split-activity') {
    const at = edit.parts.findIndex((part) => part.code === code);
    if (at < 0 || column === 'objective') return '';
    const isInherited = heritableColumns.some((one) => one === column);
    return `parts.${at}.${isInherited ? 'inherits' : column}`;
  }
  if (edit.kind === 'merge-activity') return column === 'merged_into' ? 'into' : '';
  if (edit.kind === 'add-activity') return code === edit.code ? column : '';
  return code === edit.code ? column : '';
}
