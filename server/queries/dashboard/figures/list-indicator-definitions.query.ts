import { sql } from 'drizzle-orm';
import { type Publication, requirePublication } from '../scope.ts';
import { type PublicContext, readAnswer } from './figure-row.ts';
import type { IndicatorDetail } from './get-indicator.query.ts';

export type DefinitionRow = Omit<IndicatorDetail, 'area' | 'activity'> & {
  area: string;
  areaTitle: string;
  activity: string | null;
};

export type DefinitionList = { publication: Publication; indicators: DefinitionRow[] };

/** Every public indicator with its full definition, in plan order. Throws as `requirePublication`. */
export async function listIndicatorDefinitions(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<DefinitionList> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const indicators = await readAnswer<DefinitionRow[]>(
    context,
    sql`select json_agg(json_build_object('code', i.code, 'title', i.title, 'area', i.area_code,
        'areaTitle', a.title, 'activity', i.activity_code, 'level', i.level, 'measure', i.measure,
        'unit', i.unit, 'direction', i.direction, 'aggregation', i.aggregation,
        'disclosureClass', i.disclosure_class, 'reportedBy', i.reported_by, 'personCount', i.person_count,
        'crossBorderOverlap', i.cross_border_overlap, 'definition', i.definition,
        'countingRule', i.counting_rule, 'numeratorLabel', i.numerator_label,
        'denominatorLabel', i.denominator_label, 'dimensions', i.dimensions, 'choices', i.choices,
        'baseline', i.baseline, 'targets', i.targets,
        'lenses', coalesce((select json_agg(json_build_object('code', l.code, 'title', l.title) order by l.code)
          from published.lens_indicator x
          join published.lens l on l.publication = x.publication and l.code = x.lens_code
          where x.publication = i.publication and x.indicator_code = i.code), '[]')) order by i.position) as answer
      from published.indicator i
      join published.area a on a.publication = i.publication and a.code = i.area_code
      where i.publication = ${publication.number}`,
  );
  return { publication, indicators: indicators ?? [] };
}
