import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { TracedFigure } from './build-figures.ts';

/** Figures are sent to the database in parts, so that a large publication does not become one huge parameter. */
const partSize = 5_000;

/**
 * Writes the public figures and, apart from them, what stands behind each. A figure of an internal indicator, or
 * a national one without consent, is not written at all: that it exists is not public either.
 */
export async function writeFigures(tx: Transaction, publication: number, figures: TracedFigure[]) {
  for (let start = 0; start < figures.length; start += partSize) {
    const rows = figures
      .slice(start, start + partSize)
      .filter((figure) => figure.scope === 'region' || figure.show || figure.state === 'suppressed')
      .map((figure) => ({
        indicator_code: figure.indicator,
        round_code: figure.round,
        scope: figure.scope,
        dimension_code: figure.dimension,
        category_code: figure.category,
        state: figure.state,
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        distribution: figure.distribution,
        choice_code: figure.choice,
        contributing: figure.contributing.length,
        expected: figure.expected,
        reason: figure.publicNote,
        value_ids: figure.valueIds,
        reporters: figure.contributing,
        reasons: figure.reasons,
      }));
    const given = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as g (indicator_code text,
      round_code text, scope text, dimension_code text, category_code text, state text, value numeric,
      numerator numeric, denominator numeric, distribution jsonb, choice_code text, contributing integer,
      expected integer, reason text, value_ids integer[], reporters text[], reasons jsonb)`;
    await tx.execute(sql`
      insert into published.figure (publication, indicator_code, round_code, scope, dimension_code,
        category_code, state, value, numerator, denominator, distribution, choice_code, contributing, expected,
        reason)
      select ${publication}, g.indicator_code, g.round_code, g.scope, g.dimension_code, g.category_code, g.state,
        g.value, g.numerator, g.denominator, g.distribution, g.choice_code, g.contributing, g.expected, g.reason
      from ${given}
      join published.indicator i on i.publication = ${publication} and i.code = g.indicator_code`);
    await tx.execute(sql`
      insert into tracker.figure_source (publication_number, indicator_code, round_code, scope, dimension_code,
        category_code, value_ids, contributing, reasons)
      select ${publication}, g.indicator_code, g.round_code, g.scope, g.dimension_code, g.category_code,
        g.value_ids, g.reporters, g.reasons
      from ${given}`);
  }
}
