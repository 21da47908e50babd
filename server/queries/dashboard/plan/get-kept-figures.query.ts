import { sql } from 'drizzle-orm';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { resolvePublication } from '../scope.ts';

export type KeptFigures = { shown: number; held: number };

/**
 * What disclosure control leaves of a publication: how many figures with a number are shown and how many are held, of
 * the region and of single reporters. Figures that were not released, and cells without a number, are in neither.
 * Null while nothing is published, and where no figure has a number.
 */
export async function getKeptFigures(
  { connections }: Pick<UseCaseContext, 'connections'>,
  input: { publication?: number | undefined },
): Promise<{ region: KeptFigures; reporters: KeptFigures } | null> {
  const publication = await resolvePublication(connections.public, input.publication);
  if (!publication) return null;
  const rows = await connections.public.execute<{ is_region: boolean; shown: number; held: number }>(sql`
    select scope = 'region' as is_region, count(*) filter (where state = 'reported')::integer as shown,
      count(*) filter (where state = 'suppressed')::integer as held
    from published.figure where publication = ${publication.number} group by 1`);
  const find = (isRegion: boolean): KeptFigures => {
    const { shown = 0, held = 0 } = rows.find((row) => row.is_region === isRegion) ?? {};
    return { shown, held };
  };
  const [region, reporters] = [find(true), find(false)];
  return region.shown + region.held + reporters.shown + reporters.held > 0 ? { region, reporters } : null;
}
