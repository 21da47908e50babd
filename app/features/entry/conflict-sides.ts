import { type IndicatorDefinition, releases } from '#server/domain/value/indicator-definition.ts';
import { formatStoredFigure } from '#server/domain/value/indicator-value.rules.ts';
import type { ActivityDraft } from './activity-draft.ts';
import {
  type CellDraft,
  getCell,
  type IndicatorDraft,
  listCellPlaces,
  parseIndicatorDraft,
} from './indicator-draft.ts';
import { readFigure } from './read-figure.ts';

/** One side of a conflict: the answer to each question as text that can travel in a hidden field. */
export type Side = Record<string, string>;

/** An activity as one side of a conflict. Ends of lines and trailing space do not make a difference. */
export function serialiseActivitySide(draft: ActivityDraft): Side {
  return {
    status: draft.status,
    achievements: draft.achievements.trimEnd(),
    challenges: draft.challenges.trimEnd(),
    obstacles: draft.obstacles.join(','),
    helpWanted: draft.helpWanted.join(','),
    nextSteps: draft.nextSteps.trimEnd(),
    narrativeReleased: draft.narrativeReleased ? 'yes' : 'no',
  };
}

const readCodes = (text = '') => text.split(',').filter(Boolean);

export function readActivitySide(side: Side): ActivityDraft {
  return {
    status: side.status ?? '',
    achievements: side.achievements ?? '',
    challenges: side.challenges ?? '',
    obstacles: readCodes(side.obstacles),
    helpWanted: readCodes(side.helpWanted),
    nextSteps: side.nextSteps ?? '',
    narrativeReleased: side.narrativeReleased === 'yes',
  };
}

/** An indicator as one side of a conflict: a question for each cell, then the note and the consent. */
export function serialiseIndicatorSide(
  draft: IndicatorDraft,
  definition: Pick<IndicatorDefinition, 'dimensions'>,
): Side {
  const side: Side = {};
  for (const { key } of listCellPlaces(definition)) side[key] = serialiseCell(getCell(draft, key));
  return { ...side, note: draft.note.trimEnd(), release: draft.release };
}

/** A cell as text: its parts that are not empty, in a fixed order; "" for "not yet reported". */
function serialiseCell(cell: CellDraft): string {
  const parts: Partial<Record<keyof CellDraft, string>> = {};
  for (const field of ['value', 'numerator', 'denominator', 'choice', 'text'] as const) {
    const text = cell[field].trim();
    // One number is one answer, however it was typed.
    const figure = field === 'choice' || field === 'text' ? null : readFigure(text);
    if (text !== '') parts[field] = figure === null ? text : formatStoredFigure(figure);
  }
  const state = cell.state || (Object.keys(parts).length > 0 ? 'reported' : '');
  return state === '' ? '' : JSON.stringify({ state, ...parts });
}

/** A cell from its text; what cannot be read is "not yet reported". */
function readCell(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export function readIndicatorSide(
  side: Side,
  definition: Pick<IndicatorDefinition, 'dimensions'>,
): IndicatorDraft {
  const cells = Object.fromEntries(
    listCellPlaces(definition).map(({ key }) => [key, readCell(side[key] ?? '')]),
  );
  const release = releases.find((known) => known === side.release) ?? 'regional';
  return (
    parseIndicatorDraft({ cells, note: side.note ?? '', release }, definition) ?? {
      cells: {},
      note: '',
      release,
    }
  );
}
