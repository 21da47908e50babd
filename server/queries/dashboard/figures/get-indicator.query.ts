import { sql } from 'drizzle-orm';
import type { PublishedChoice, PublishedDimension, YearValue } from '#db/schema/published.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import { listIndicatorFigureIds } from '#server/domain/figure/build-indicator-parts.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import type { Contributors } from '#server/domain/receipt/contributor-words.ts';
import { contributorsJson } from '../receipt/contributors-json.ts';
import { listAmendments, type PublishedAmendment } from '../plan/list-amendments.ts';
import { type EvidenceLine, listEvidence } from '../library/list-evidence.ts';
import { listComparability } from '../receipt/list-comparability.query.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type Publication, requirePublication } from '../scope.ts';
import {
  figureJson,
  type PublicContext,
  type PublicRound,
  type RoundFigure,
  readAnswer,
  roundsJson,
} from './figure-row.ts';
import type { ListedIndicator } from './list-indicators.query.ts';

export type IndicatorDetail = Omit<ListedIndicator, 'area' | 'lenses' | 'figures'> & {
  area: { code: string; title: string };
  /** The activity that it follows most closely. */
  activity: { code: string; title: string } | null;
  level: string;
  disclosureClass: 'public' | 'restricted';
  personCount: boolean;
  crossBorderOverlap: boolean;
  definition: string;
  countingRule: string;
  numeratorLabel: string | null;
  denominatorLabel: string | null;
  dimensions: PublishedDimension[];
  choices: PublishedChoice[];
  baseline: YearValue | null;
  targets: YearValue[];
  lenses: { code: string; title: string }[];
};

type Stored = {
  indicator: IndicatorDetail;
  rounds: PublicRound[];
  /** Regional totals, oldest round first. */
  region: RoundFigure[];
  /** Whose numbers are in the newest total, as far as that is public; null where nobody reports. */
  contributors: Contributors | null;
  /** The indicators before and after it in the plan. */
  previous: { code: string; title: string } | null;
  next: { code: string; title: string } | null;
};

export type IndicatorPage = Stored & {
  publication: Publication;
  /** Its course, answers, splits and what single reporters released, by id; what there is none of is left out. */
  figures: Record<string, DrawnFigure>;
  comparability: ComparabilityNote[];
  /** How the plan was amended on it, oldest first. */
  amendments: PublishedAmendment[];
  /** Documents and links that reporters released with their figures. */
  evidence: EvidenceLine[];
};

/**
 * One indicator with all its public figures. Throws NOT_FOUND for an unknown code and for an internal indicator,
 * which no publication holds; otherwise as `requirePublication`.
 */
export async function getIndicator(
  context: PublicContext,
  input: { publication?: number | undefined; code: string; language?: LanguageCode | undefined },
): Promise<IndicatorPage> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const { number } = publication;
  const neighbour = (side: 'before' | 'after') => sql`(
    select json_build_object('code', n.code, 'title', n.title) from published.indicator n
    where n.publication = i.publication and ${side === 'before' ? sql`n.position < i.position` : sql`n.position > i.position`}
    order by n.position ${side === 'before' ? sql`desc` : sql`asc`} limit 1)`;
  const stored = await readAnswer<Stored>(
    context,
    sql`with f as materialized (
        select f.*, r.position as at from published.figure f
        join published.round r on r.publication = f.publication and r.code = f.round_code
        where f.publication = ${number} and f.indicator_code = ${input.code} and f.scope = 'region'
          and f.dimension_code is null
      )
      select json_build_object(
        'indicator', json_build_object('code', i.code, 'title', i.title,
          'area', (select json_build_object('code', a.code, 'title', a.title) from published.area a
            where a.publication = i.publication and a.code = i.area_code),
          'activity', (select json_build_object('code', a.code, 'title', a.title) from published.activity a
            where a.publication = i.publication and a.code = i.activity_code),
          'level', i.level, 'measure', i.measure, 'unit', i.unit, 'direction', i.direction,
          'aggregation', i.aggregation, 'disclosureClass', i.disclosure_class, 'reportedBy', i.reported_by,
          'personCount', i.person_count, 'crossBorderOverlap', i.cross_border_overlap,
          'definition', i.definition, 'countingRule', i.counting_rule, 'numeratorLabel', i.numerator_label,
          'denominatorLabel', i.denominator_label, 'dimensions', i.dimensions, 'choices', i.choices,
          'baseline', i.baseline, 'targets', i.targets,
          'lenses', coalesce((select json_agg(json_build_object('code', l.code, 'title', l.title) order by l.title)
            from published.lens_indicator x
            join published.lens l on l.publication = x.publication and l.code = x.lens_code
            where x.publication = i.publication and x.indicator_code = i.code), '[]')),
        'rounds', ${roundsJson(number)},
        'region', coalesce((select json_agg(${figureJson} order by f.at) from f), '[]'),
        'contributors', (select ${contributorsJson} from f where f.round_code = ${publication.roundCode}),
        'previous', ${neighbour('before')}, 'next', ${neighbour('after')}) as answer
      from published.indicator i where i.publication = ${number} and i.code = ${input.code}`,
  );
  if (!stored)
    throw new DomainError('NOT_FOUND', `There is no indicator ${input.code} in publication ${number}.`);
  const { code, dimensions } = stored.indicator;
  const [figures, comparability, amendments, evidence] = await Promise.all([
    loadFigures(context, publication, listIndicatorFigureIds(code, dimensions), input.language),
    listComparability(context.connections.public, number, code),
    listAmendments(context.connections.public, number, { kind: 'indicator', code }),
    listEvidence(context.connections.public, number, { indicator: code }),
  ]);
  return { publication, ...stored, figures, comparability, amendments, evidence };
}
