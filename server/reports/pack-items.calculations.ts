import { isAnsweredInWords } from '#server/domain/value/measures.ts';
import type { ItemChange } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { formatKinds, hasKinds, needListNames, needLists } from '#server/domain/need/need-kinds.ts';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotCell,
  SnapshotIndicator,
} from '#server/domain/submission/snapshot-content.ts';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import { formatSnapshotCell } from '#server/domain/value/cell-words.calculations.ts';
import {
  buildCellKey,
  type IndicatorDefinition,
  releaseLabels,
} from '#server/domain/value/indicator-definition.ts';
import type { PaperBlock, PaperRun, PaperTerms } from '#server/domain/report/document.types.ts';
import { buildColumn, buildTextCell } from '#server/domain/report/document-composer.ts';

/**
 * An answer and, if it differs from the previous clearance, the earlier answer. Each can be read without the
 * other.
 */
type Field = PaperTerms['rows'];

const plain = (words: string): PaperRun[] => [{ kind: 'text', text: words }];
/** Compares an answer with the earlier one; marks in each the words that only it contains. */
function compare(term: string, before: string, now: string): Field {
  const stretches = listTextChanges(before, now);
  const read = (left: 'added' | 'removed'): PaperRun[] => {
    const runs = stretches
      .filter(({ kind }) => kind !== left)
      .map(({ kind, text: words }): PaperRun => ({ kind: kind === 'same' ? 'text' : kind, text: words }));
    return runs.length > 0 ? runs : plain('(nothing)');
  };
  return [
    { term, changed: true, runs: read('removed') },
    { term: 'When cleared', runs: read('added') },
  ];
}

/** An answer that replaces another entirely. */
const replace = (term: string, before: string, now: string): Field => [
  { term, changed: true, runs: [{ kind: 'added', text: now }] },
  { term: 'When cleared', runs: [{ kind: 'removed', text: before }] },
];
const keep = (term: string, words: string): Field => [{ term, runs: plain(words) }];

function headItem(
  id: string,
  { code, title }: { code: string; title: string },
  change: ItemChange | undefined,
  writing: string,
): PaperBlock[] {
  const changed = change !== undefined;
  const heading: PaperBlock = { kind: 'heading', id, level: 2, number: code, text: title, changed };
  if (writing === '') return [heading];
  return [
    heading,
    { kind: 'paragraph', style: 'note', keepNext: true, runs: [{ kind: 'text', text: writing }] },
  ];
}

const narratives = [
  ['achievements', 'Achievements'],
  ['challenges', 'Challenges'],
  ['nextSteps', 'Next steps'],
] as const;
const describeReleased = (released: boolean) => (released ? 'Yes' : 'No');

/**
 * Builds the blocks of one activity; for what has changed since the clearance, the earlier content beside it.
 */
export function buildActivity(
  item: { code: string; title: string },
  answer: SnapshotActivity,
  statuses: readonly { code: string; label: string }[],
  change: ItemChange | undefined,
  writing: string,
): PaperBlock[] {
  const before = change?.subject === 'activity' ? change.before : null;
  const differs = (field: string) => change?.fields.includes(field) ?? false;
  const describeStatus = (code: string | null) =>
    code === null ? 'Not reported' : (statuses.find((known) => known.code === code)?.label ?? code);
  const status = describeStatus(answer.status);
  const fields = [
    ...(differs('status')
      ? replace('Status', describeStatus(before?.status ?? null), status)
      : keep('Status', status)),
  ];
  for (const [field, label] of narratives) {
    if (differs(field)) fields.push(...compare(label, before?.[field] ?? '', answer[field]));
    else if (answer[field] !== '') fields.push(...keep(label, answer[field]));
  }
  for (const list of needListNames) {
    const { label } = needLists[list];
    const now = formatKinds(list, answer[list]);
    if (differs(list))
      fields.push(...replace(label, formatKinds(list, before?.[list]) || 'None', now || 'None'));
    else if (now !== '') fields.push(...keep(label, now));
  }
  if (narratives.some(([field]) => answer[field] !== '') || hasKinds(answer)) {
    const label = 'The public may read this';
    const released = describeReleased(answer.narrativeReleased);
    fields.push(
      ...(differs('narrativeReleased')
        ? replace(label, describeReleased(before?.narrativeReleased ?? false), released)
        : keep(label, released)),
    );
  }
  return [...headItem(`activity-${item.code}`, item, change, writing), { kind: 'terms', rows: fields }];
}

/** `before`: the value at the clearance; null if unchanged. */
type Part = { label: string; now: string; isReported: boolean; before: string | null };

/**
 * Builds the blocks of one indicator with every cell of its definition. A breakdown that nobody filled in
 * takes one row.
 */
export function buildIndicator(
  item: { code: string; title: string; definition: IndicatorDefinition; isInternal: boolean },
  answer: SnapshotIndicator,
  change: ItemChange | undefined,
  writing: string,
): PaperBlock[] {
  const { definition } = item;
  const before = change?.subject === 'indicator' ? change.before : null;
  const differs = (field: string) => change?.fields.includes(field) ?? false;
  const isWords = isAnsweredInWords(definition.measure);
  const cellOf = (content: SnapshotIndicator | null, key: string): SnapshotCell | undefined =>
    content?.cells.find((cell) => buildSnapshotCellKey(cell) === key);
  const say = (content: SnapshotIndicator | null, key: string) =>
    formatSnapshotCell({ ...definition, unit: '' }, cellOf(content, key));
  const part = (key: string, label: string): Part => ({
    label,
    now: say(answer, key),
    isReported: cellOf(answer, key)?.state === 'reported',
    before: differs(key) ? say(before, key) : null,
  });
  const parts = [part('total', isWords ? 'Answer' : 'Total')];
  for (const dimension of definition.dimensions) {
    const keys = dimension.categories.map((category) => ({
      key: buildCellKey(dimension.code, category.code),
      label: `${dimension.name}: ${category.name}`,
    }));
    if (keys.some(({ key }) => cellOf(answer, key) || differs(key))) {
      parts.push(...keys.map(({ key, label }) => part(key, label)));
    } else if (keys.length > 0) {
      const now = formatSnapshotCell(definition, undefined);
      parts.push({ label: `By ${dimension.name.toLowerCase()}`, now, isReported: false, before: null });
    }
  }
  const id = `indicator-${item.code}`;
  return [
    ...headItem(id, item, change, writing),
    buildParts(`table-${id}`, parts, isWords ? null : definition.unit),
    { kind: 'terms', rows: listIndicatorFields(answer, before, differs, item.isInternal) },
  ];
}

/**
 * Builds the table of an indicator's values, with the values at the clearance if any differ. `unit`: null for
 * words.
 */
function buildParts(id: string, parts: readonly Part[], unit: string | null): PaperBlock {
  const isCompared = parts.some(({ before }) => before !== null);
  // Answers in words get the width that figures do not need.
  const room = isCompared ? { words: 60, figure: 42 } : { words: 120, figure: 55 };
  const width = unit === null ? room.words : room.figure;
  const first = unit === null ? 43 : 165 - width * (isCompared ? 2 : 1);
  const align = unit === null ? 'left' : 'right';
  return {
    kind: 'table',
    id,
    number: 0,
    title: '',
    sheet: '',
    columns: [
      buildColumn('part', 'Part', first),
      ...(isCompared ? [buildColumn('before', 'When cleared', width, align)] : []),
      buildColumn('now', unit === null ? 'Answer' : `Figure (${unit})`, width, align),
    ],
    rows: parts.map(({ label, now, isReported, before }) => ({
      cells: [
        buildTextCell(label),
        ...(isCompared ? [buildTextCell(before ?? 'the same', { muted: true })] : []),
        buildTextCell(now, { muted: !isReported, strong: before !== null, changed: before !== null }),
      ],
    })),
    notes: [],
  };
}

function listIndicatorFields(
  answer: SnapshotIndicator,
  before: SnapshotIndicator | null,
  differs: (field: string) => boolean,
  isInternal: boolean,
): Field {
  const fields: Field = [];
  if (differs('note')) fields.push(...compare('Note', before?.note ?? '', answer.note));
  else if (answer.note !== '') fields.push(...keep('Note', answer.note));
  const label = 'What may be published';
  if (isInternal) fields.push(...keep(label, 'Nothing: this indicator is for internal use'));
  else if (differs('release')) {
    fields.push(
      ...replace(label, releaseLabels[before?.release ?? 'regional'], releaseLabels[answer.release]),
    );
  } else fields.push(...keep(label, releaseLabels[answer.release]));
  return fields;
}
