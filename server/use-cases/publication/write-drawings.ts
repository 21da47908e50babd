import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import { collectFigures } from '#server/queries/dashboard/figure/collect-figures.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';

/** Defines and draws every figure of a publication from the rows that have just been written for it. */
export async function writeDrawings(tx: Transaction, number: number): Promise<void> {
  const publication = await requirePublication(tx, number);
  const { messages: words } = getMessages('en', 'figure');
  const rows = (await collectFigures(tx, publication)).map((definition, position) => ({
    figure: definition.id,
    position,
    ...drawForPages(definition, { words, labels: {} }),
  }));
  await tx.execute(sql`
    insert into published.drawing (publication, figure, position, definition, wide, narrow)
    select ${number}, g.figure, g.position, g.definition, g.wide, g.narrow
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as g (figure text, position integer,
      definition jsonb, wide text, narrow text)`);
}
