import { asc, eq, sql } from 'drizzle-orm';
import { drawing } from '#db/schema/published-pages.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { listFigures } from '../figure/get-figure.query.ts';
import type { Publication } from '../scope.ts';

/** A figure by its name: what it finds and what is seen. */
export type FigureTitle = { id: string; title: string; summary: string };

/** The figures of a publication in the order of the pages, without their rows and pictures. */
export async function listFigureTitles(
  context: UseCaseContext,
  { number }: Publication,
): Promise<FigureTitle[]> {
  const kept = await context.connections.public
    .select({
      id: drawing.figure,
      title: sql<string>`${drawing.definition}->>'title'`,
      summary: sql<string>`${drawing.definition}->>'summary'`,
    })
    .from(drawing)
    .where(eq(drawing.publication, number))
    .orderBy(asc(drawing.position));
  if (kept.length > 0) return kept;
  // Of a publication from before figures were drawn.
  const defined = await listFigures(context, { publication: number });
  return defined.map(({ id, title, summary }) => ({ id, title, summary }));
}
