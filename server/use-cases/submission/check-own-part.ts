import { getAnswerKind } from '#server/domain/value/measures.ts';
import {
  type HeldIndicatorPart,
  findIndicatorHolder,
  findWritablePart,
  listCellHolders,
} from '#server/domain/agency/parts.rules.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { buildCellKey, type IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';
import type { Agency, OwnPart } from '#server/loaders/agency/load-own-part.ts';

export type WriteScope = {
  /** The cells that a save replaces; those that are left out become "not yet reported". */
  cells: 'all' | ReadonlySet<string>;
  /** Whether it writes the note and the consent. */
  note: boolean;
  /**
   * All that is the writer's, as history names it: nobody may have changed any of it since they read it, or their
   * next save, which builds on this one's version, would pass for having seen that.
   */
  guards: 'all' | ReadonlySet<string>;
};

/** One indicator that is to be written; its cells stand in the order in which they were given. */
type Write = {
  definition: IndicatorDefinition;
  cells: readonly Cell[];
  only?: readonly string[] | undefined;
  path?: string;
};

const noneHeld: HeldIndicatorPart<Agency>[] = [];

/**
 * What a save of one indicator may and will touch. Whoever holds all of it replaces all of it, as ever. Whoever
 * holds some cells replaces those that they name in `only`, or else just those that they give: a part that was
 * handed to them after they had read the page must not be emptied because their form did not have it yet.
 * Problems: a cell that somebody else holds, at its field.
 */
export function findWriteScope(
  { definition, cells: given, only, path = '' }: Write,
  own: OwnPart,
): { scope: WriteScope; isPart: boolean; whyNoNote: string | null; problems: FieldProblem[] } {
  const held = own.held.get(definition.id) ?? noneHeld;
  const part = own.whole
    ? { cells: 'all' as const, note: true }
    : findWritablePart(definition, held, ({ id }) => own.agencies.has(id));
  const note = part.note && (only === undefined || only.includes('note'));
  const whyNoNote = part.note ? null : describeNoteHolder(held);
  if (part.cells === 'all' && only === undefined) {
    return { scope: { cells: 'all', note, guards: 'all' }, isPart: false, whyNoNote, problems: [] };
  }
  const holders = new Map(listCellHolders(definition, held).map(({ key, holder }) => [key, holder]));
  const allowed = part.cells === 'all' ? new Set(holders.keys()) : new Set(part.cells);
  const keys = given.map((cell) => buildCellKey(cell.dimension, cell.category));
  const problems = keys.flatMap((key, index) =>
    allowed.has(key)
      ? []
      : [
          {
            path: `${path}cells.${index}.by`,
            message: describeHolder(definition, key, holders.get(key) ?? null),
          },
        ],
  );
  // Nothing is taken out that is not named, or is not theirs.
  const cells = new Set([...(only ?? []), ...keys].filter((key) => allowed.has(key)));
  const guards = new Set([...allowed, ...(part.note ? ['note', 'release'] : [])]);
  return { scope: { cells, note, guards }, isPart: part.cells !== 'all', whyNoNote, problems };
}

function describeHolder(definition: IndicatorDefinition, key: string, holder: Agency | null): string {
  const name = key === 'total' ? 'The total' : `"${nameCell(definition, key)}"`;
  return holder
    ? `${name} is reported by ${holder.name}. Reload the page to continue with your own cells.`
    : `${name} is not in your agency's part. Ask your focal point.`;
}

function nameCell(definition: IndicatorDefinition, key: string): string {
  for (const { code, name, categories } of definition.dimensions) {
    const category = categories.find((one) => buildCellKey(code, one.code) === key);
    if (category) return `${name}: ${category.name}`;
  }
  return key;
}

const describeNoteHolder = (held: readonly HeldIndicatorPart<Agency>[]) =>
  `This belongs to the whole indicator and is written by ${findIndicatorHolder(held)?.name ?? 'your focal point'}.`;

/**
 * A refusal by the database's rule on parts and totals (BT004), as problems at the fields of the one who wrote: the
 * other figures may be another agency's, so they are not told. Null for any other error.
 */
export function describePartsAboveTotal(error: unknown, items: readonly Write[]): FieldProblem[] | null {
  const refused = findDatabaseError(error, 'BT004');
  if (!refused) return null;
  const at = JSON.parse(refused.detail ?? '{}') as { indicator?: number; dimension?: string };
  const item = items.find(({ definition }) => definition.id === at.indicator);
  const dimension = item?.definition.dimensions.find(({ code }) => code === at.dimension);
  if (!item || !dimension) return null;
  const last = item.cells.findLastIndex((cell) => cell.dimension === dimension.code);
  const index = last === -1 ? item.cells.findIndex((cell) => cell.dimension === null) : last;
  const field = getAnswerKind(item.definition.measure) === 'ratio' ? 'numerator' : 'value';
  const by = dimension.name.toLowerCase();
  return [
    {
      path: `${item.path ?? ''}cells.${Math.max(index, 0)}.${field}`,
      message:
        last === -1
          ? `The parts by ${by} that others report add up to more than this total. Ask your focal point which figure is right.`
          : `With the parts by ${by} that others report, this comes to more than the total. Ask your focal point which figure is right.`,
    },
  ];
}

function findDatabaseError(error: unknown, code: string): { detail?: string } | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && error.code === code) {
    return 'detail' in error && typeof error.detail === 'string' ? { detail: error.detail } : {};
  }
  return 'cause' in error ? findDatabaseError(error.cause, code) : null;
}
