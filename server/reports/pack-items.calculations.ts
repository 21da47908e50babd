import type { ItemChange } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { keyOfCell } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotCell,
  SnapshotIndicator,
} from '#server/domain/submission/snapshot-content.ts';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import { describeSnapshotCell } from '#server/domain/value/cell-words.calculations.ts';
import {
  buildCellKey,
  type IndicatorDefinition,
  releaseLabels,
} from '#server/domain/value/indicator-definition.ts';
import type {
  DocumentActivity,
  DocumentCell,
  DocumentField,
  DocumentIndicator,
  MarkedText,
} from './pack-document.ts';

const plain = (text: string): MarkedText => [{ kind: 'same', text }];
/** A whole answer that takes the place of another. */
const replaced = (before: string, now: string): MarkedText => [
  { kind: 'removed', text: before },
  { kind: 'same', text: ' ' },
  { kind: 'added', text: now },
];
const compared = (before: string, now: string): MarkedText =>
  listTextChanges(before, now).map(({ kind, text }) => ({ kind, text }));

const narratives = [
  ['achievements', 'Achievements'],
  ['challenges', 'Challenges'],
  ['nextSteps', 'Next steps'],
] as const;
const sayReleased = (released: boolean) => (released ? 'Yes' : 'No');

/** One activity with what was said of it; where it has changed since the clearance, with what stood there. */
export function buildActivity(
  item: { code: string; title: string },
  answer: SnapshotActivity,
  statuses: readonly { code: string; label: string }[],
  change: ItemChange | undefined,
  writing: string,
): DocumentActivity {
  const before = change?.subject === 'activity' ? change.before : null;
  const differs = (field: string) => change?.fields.includes(field) ?? false;
  const sayStatus = (code: string | null) =>
    code === null ? 'Not reported' : (statuses.find((known) => known.code === code)?.label ?? code);
  const fields: DocumentField[] = [
    {
      label: 'Status',
      changed: differs('status'),
      text: differs('status')
        ? replaced(sayStatus(before?.status ?? null), sayStatus(answer.status))
        : plain(sayStatus(answer.status)),
    },
  ];
  for (const [field, label] of narratives) {
    const changed = differs(field);
    if (answer[field] === '' && !changed) continue;
    fields.push({
      label,
      changed,
      text: changed ? compared(before?.[field] ?? '', answer[field]) : plain(answer[field]),
    });
  }
  if (narratives.some(([field]) => answer[field] !== '')) {
    fields.push({
      label: 'The public may read this',
      changed: differs('narrativeReleased'),
      text: differs('narrativeReleased')
        ? replaced(sayReleased(before?.narrativeReleased ?? false), sayReleased(answer.narrativeReleased))
        : plain(sayReleased(answer.narrativeReleased)),
    });
  }
  return { code: item.code, title: item.title, writing, changed: change !== undefined, fields };
}

/** One indicator with every cell of its definition: a breakdown that nobody filled in stays one line. */
export function buildIndicator(
  item: { code: string; title: string; definition: IndicatorDefinition; isInternal: boolean },
  answer: SnapshotIndicator,
  change: ItemChange | undefined,
  writing: string,
): DocumentIndicator {
  const { definition } = item;
  const before = change?.subject === 'indicator' ? change.before : null;
  const differs = (field: string) => change?.fields.includes(field) ?? false;
  const isWords = definition.measure === 'choice' || definition.measure === 'text';
  const cellOf = (content: SnapshotIndicator | null, key: string): SnapshotCell | undefined =>
    content?.cells.find((cell) => keyOfCell(cell) === key);
  const cell = (key: string, label: string): DocumentCell => {
    const now = cellOf(answer, key);
    const changed = differs(key);
    return {
      label,
      value: describeSnapshotCell({ ...definition, unit: '' }, now),
      isReported: now?.state === 'reported',
      changed,
      before: changed ? describeSnapshotCell({ ...definition, unit: '' }, cellOf(before, key)) : '',
    };
  };
  const cells = [cell('total', isWords ? 'Answer' : 'Total')];
  for (const dimension of definition.dimensions) {
    const keys = dimension.categories.map((category) => ({
      key: buildCellKey(dimension.code, category.code),
      label: `${dimension.name}: ${category.name}`,
    }));
    if (keys.some(({ key }) => cellOf(answer, key) || differs(key))) {
      cells.push(...keys.map(({ key, label }) => cell(key, label)));
    } else if (keys.length > 0) {
      cells.push({
        label: `By ${dimension.name.toLowerCase()}`,
        value: describeSnapshotCell(definition, undefined),
        isReported: false,
        changed: false,
        before: '',
      });
    }
  }
  return {
    code: item.code,
    title: item.title,
    writing,
    changed: change !== undefined,
    unit: isWords ? '' : definition.unit,
    cells,
    fields: listIndicatorFields(answer, before, differs, item.isInternal),
  };
}

function listIndicatorFields(
  answer: SnapshotIndicator,
  before: SnapshotIndicator | null,
  differs: (field: string) => boolean,
  isInternal: boolean,
): DocumentField[] {
  const fields: DocumentField[] = [];
  if (answer.note !== '' || differs('note')) {
    fields.push({
      label: 'Note',
      changed: differs('note'),
      text: differs('note') ? compared(before?.note ?? '', answer.note) : plain(answer.note),
    });
  }
  fields.push({
    label: 'What may be published',
    changed: differs('release'),
    text: isInternal
      ? plain('Nothing: the indicator is for internal use')
      : differs('release')
        ? replaced(releaseLabels[before?.release ?? 'regional'], releaseLabels[answer.release])
        : plain(releaseLabels[answer.release]),
  });
  return fields;
}
