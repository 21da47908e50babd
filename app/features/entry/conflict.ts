import { comparisonName, comparisonNames } from './field-ids.ts';
import { type IndicatorDefinition, releases } from '#server/domain/value/indicator-definition.ts';
import { decideWhoChanged } from '#server/domain/submission/merge-answers.rules.ts';
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

/** Which answer stays; "both" sets one text under the other. */
export type Keep = 'mine' | 'theirs' | 'both';

export type ComparedField = {
  key: string;
  mine: string;
  theirs: string;
  /** Who changed it since both read it; "unknown" when what both read is not known. */
  changedBy: 'me' | 'them' | 'both' | 'unknown';
  /** What is chosen already: the side that alone changed it. */
  keep: Keep | null;
};

/**
 * The questions to which two people gave different answers, with the one that needs no thought chosen: where only
 * one of them changed what both had read, that change stays.
 */
export function compareSides(sides: { mine: Side; theirs: Side; base: Side | null }): ComparedField[] {
  const { mine, theirs, base } = sides;
  return Object.keys(mine).flatMap((key): ComparedField[] => {
    const [my, their] = [mine[key] ?? '', theirs[key] ?? ''];
    if (my === their) return [];
    const before = base?.[key];
    const field = { key, mine: my, theirs: their };
    if (before === undefined) return [{ ...field, changedBy: 'unknown', keep: null }];
    const changedBy = decideWhoChanged(before, my, their);
    if (changedBy === 'nobody') return [];
    const keep = { me: 'mine', them: 'theirs', both: null } as const;
    return [{ ...field, changedBy, keep: keep[changedBy] }];
  });
}

export type Resolution = { side: Side; missing: string[] };

/**
 * Puts the answers together as chosen. Questions without a difference keep the answer of both. `missing` names
 * those for which nothing was chosen.
 */
export function resolveSides(
  mine: Side,
  theirs: Side,
  keep: Readonly<Record<string, Keep | undefined>>,
): Resolution {
  const side: Side = {};
  const missing: string[] = [];
  for (const key of Object.keys(mine)) {
    const [my, their] = [mine[key] ?? '', theirs[key] ?? ''];
    const chosen = my === their ? 'mine' : keep[key];
    if (chosen === undefined) missing.push(key);
    side[key] = chosen === 'theirs' ? their : chosen === 'both' ? joinTexts(their, my) : my;
  }
  return { side, missing };
}

/** Two texts, one under the other, theirs first. */
export function joinTexts(theirs: string, mine: string): string {
  return [theirs.trimEnd(), mine].filter((text) => text.trim() !== '').join('\n\n');
}

/** Reads the form of a comparison. "take" answers every question at once. */
export function readComparisonForm(form: FormData): {
  mine: Side;
  theirs: Side;
  base: Side | null;
  keep: Record<string, Keep | undefined>;
} {
  const read = (part: 'mine' | 'theirs' | 'base') => {
    const side: Side = {};
    for (const [name, value] of form) {
      if (name.startsWith(comparisonNames[part]) && typeof value === 'string') {
        side[name.slice(comparisonNames[part].length)] = value.replace(/\r\n?/g, '\n');
      }
    }
    return side;
  };
  const mine = read('mine');
  const take = asKeep(form.get('take'));
  const keep: Record<string, Keep | undefined> = {};
  for (const key of Object.keys(mine)) keep[key] = take ?? asKeep(form.get(comparisonName('keep', key)));
  const base = read('base');
  return { mine, theirs: read('theirs'), base: Object.keys(base).length > 0 ? base : null, keep };
}

const asKeep = (value: unknown): Keep | undefined =>
  value === 'mine' || value === 'theirs' || value === 'both' ? value : undefined;

/** An activity as one side of a conflict. Ends of lines and trailing space do not make a difference. */
export function serialiseActivitySide(draft: ActivityDraft): Side {
  return {
    status: draft.status,
    achievements: draft.achievements.trimEnd(),
    challenges: draft.challenges.trimEnd(),
    nextSteps: draft.nextSteps.trimEnd(),
    narrativeReleased: draft.narrativeReleased ? 'yes' : 'no',
  };
}

export function readActivitySide(side: Side): ActivityDraft {
  return {
    status: side.status ?? '',
    achievements: side.achievements ?? '',
    challenges: side.challenges ?? '',
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
