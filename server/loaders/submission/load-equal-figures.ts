import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import {
  type FigureEquality,
  type FigureSide,
  groupEqualFigures,
} from '#server/domain/plan/figure-equality.ts';
import type { FigureName } from '#server/domain/validation/checked-report.ts';
import { describeFigure } from '#server/domain/validation/indicator.rules.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import { cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getCells } from './load-checked-report.ts';

/** A figure of another indicator that counts the same as one of this indicator, by the plan. */
export type EqualFigure = {
  /** The cell of this indicator, and which of its figures. */
  key: string;
  figure: FigureName;
  /** The other one: "I-B3 for “Forced criminality”", and what stands there in this report; null if nothing does. */
  other: string;
  value: string | null;
};

/**
 * Loads what a report says where the plan asks for a figure of these indicators elsewhere. Returns a look-up by the code
 * of an indicator. Indicators that the report is not asked for are left out.
 */
export async function loadEqualFigures(
  tx: Transaction,
  submission: { id: number; round: { id: number } },
  codes: readonly string[],
  equalities: readonly FigureEquality[],
): Promise<(code: string) => EqualFigure[]> {
  const groups = groupEqualFigures(equalities).filter((sides) =>
    sides.some(({ indicator }) => codes.includes(indicator)),
  );
  if (groups.length === 0) return () => [];
  const asked = [...new Set(groups.flat().map(({ indicator }) => indicator))];
  const rows = await readRows(
    tx,
    { id: z.number(), code: z.string(), cells: z.array(cellSchema) },
    sql`select i.id, i.code, ${getCells(sql`ir.submission_id`, sql`i.id`)} as cells
    from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    where ir.submission_id = ${submission.id} and i.code = any (${sql.param(asked)}::text[])`,
  );
  const ids = rows.map(({ id }) => id);
  const definitions = await listIndicatorDefinitions(tx, ids, submission.round.id);
  const keyOf = ({ dimension, category }: Pick<FigureSide, 'dimension' | 'category'>) =>
    buildCellKey(dimension, category);
  return (code) =>
    groups.flatMap((sides) =>
      sides
        .filter(({ indicator }) => indicator === code)
        .flatMap((own) =>
          sides.flatMap((side): EqualFigure[] => {
            const row = rows.find((one) => one.code === side.indicator);
            const definition = row && definitions.get(row.id);
            if (side === own || !definition) return [];
            const cell = row.cells.find((one) => keyOf(one) === keyOf(side));
            const other = describeFigure(definition, keyOf(side), side.part);
            return [{ key: keyOf(own), figure: own.part, other, value: cell?.[side.part] ?? null }];
          }),
        ),
    );
}
