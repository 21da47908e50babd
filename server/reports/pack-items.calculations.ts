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
/** An answer as it is and as it was, each with the words marked that are in it alone. */
function compare(label: string, before: string, now: string): DocumentField {
  const stretches = listTextChanges(before, now).map(({ kind, text }) => ({ kind, text }));
  const old = stretches.filter(({ kind }) => kind !== 'added');
  const fresh = stretches.filter(({ kind }) => kind !== 'removed');
  const nothing = plain('(nothing)');
  return {
    label,
    changed: true,
    text: fresh.length > 0 ? fresh : nothing,
    before: old.length > 0 ? old : nothing,
  };
}

/** A whole answer that takes the place of another. */
const replace = (label: string, before: string, now: string): DocumentField => ({
  label,
  changed: true,
  text: [{ kind: 'added', text: now }],
  before: [{ kind: 'removed', text: before }],
});
const keep = (label: string, text: string): DocumentField => ({
  label,
  changed: false,
  text: plain(text),
  before: null,
});

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
  const status = sayStatus(answer.status);
  const fields: DocumentField[] = [
    differs('status') ? replace('Status', sayStatus(before?.status ?? null), status) : keep('Status', status),
  ];
  for (const [field, label] of narratives) {
    if (differs(field)) fields.push(compare(label, before?.[field] ?? '', answer[field]));
    else if (answer[field] !== '') fields.push(keep(label, answer[field]));
  }
  if (narratives.some(([field]) => answer[field] !== '')) {
    const label = 'The public may read this';
    const released = sayReleased(answer.narrativeReleased);
    fields.push(
      differs('narrativeReleased')
        ? replace(label, sayReleased(before?.narrativeReleased ?? false), released)
        : keep(label, released),
    );
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
  if (differs('note')) fields.push(compare('Note', before?.note ?? '', answer.note));
  else if (answer.note !== '') fields.push(keep('Note', answer.note));
  const label = 'What may be published';
  if (isInternal) fields.push(keep(label, 'Nothing: the indicator is for internal use'));
  else if (differs('release')) {
    fields.push(replace(label, releaseLabels[before?.release ?? 'regional'], releaseLabels[answer.release]));
  } else fields.push(keep(label, releaseLabels[answer.release]));
  return fields;
}
