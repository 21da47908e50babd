import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildFlowTable, type FlowTable } from '#server/domain/figure/build-flow-table.ts';
import { listIndicatorFigureIds } from '#server/domain/figure/build-indicator-parts.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { listDefinitionBreaks } from '#server/domain/finding/year-verdict.rules.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { addressOf, type PublishedIndicator } from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import { type Contributors, listContributors } from '#server/domain/receipt/contributors.calculations.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type EvidenceLine, listEvidence } from '../library/list-evidence.ts';
import { listAmendments, type PublishedAmendment } from '../plan/plan-parts.ts';
import { loadComparabilityNotes } from '../receipt/get-value-receipt.query.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { groupLenses, sortLenses } from './list-indicators.query.ts';

type Named = { code: string; title: string };

export type IndicatorDetail = Omit<PublishedIndicator, 'area' | 'activity'> & {
  area: Named;
  /** The activity that it follows most closely. */
  activity: Named | null;
  lenses: Named[];
};

export type IndicatorPage = {
  publication: Publication;
  indicator: IndicatorDetail;
  rounds: PublicRound[];
  /** Regional totals, oldest round first. */
  region: RoundFigure[];
  /** Whose numbers are in the newest total, as far as that is public; null where nobody reports. */
  contributors: Contributors | null;
  /** The indicators before and after it in the plan. */
  previous: Named | null;
  next: Named | null;
  /** Its course, answers, splits and what single reporters released, by id; what there is none of is left out. */
  figures: Record<string, DrawnFigure>;
  comparability: ComparabilityNote[];
  /** The rounds from which its definition is another one. */
  breaks: string[];
  /** How the plan was amended on it, oldest first. */
  amendments: PublishedAmendment[];
  /** Documents and links that reporters released with their figures. */
  evidence: EvidenceLine[];
  /** From where people came, by the state that reports on them; null where that is not asked or nothing is released. */
  flows: FlowTable | null;
};

const asNamed = (found: Named | undefined): Named | null =>
  found ? { code: found.code, title: found.title } : null;

/**
 * One indicator with all its public figures. Throws NOT_FOUND for an unknown code and for an internal indicator,
 * which no publication holds; otherwise as `requirePublication`.
 */
export async function getIndicator(
  context: PublicContext,
  input: { publication?: number | undefined; code: string; language?: LanguageCode | undefined },
): Promise<IndicatorPage> {
  const { published } = context;
  const publication = await requirePublication(context, input.publication);
  const { number, roundCode } = publication;
  const documents = await readDocuments(
    published,
    number,
    'rounds',
    'lists',
    'plan',
    'coverage',
    'indicators',
    'totals',
    'comparability',
  );
  const { lists, plan, indicators, totals } = documents;
  const place = indicators.findIndex((each) => each.code === input.code);
  const indicator = indicators[place];
  if (!indicator) {
    throw new DomainError('NOT_FOUND', `There is no indicator ${input.code} in publication ${number}.`);
  }
  const { code, dimensions } = indicator;
  const [values, figures, notesOn, amendments, evidence] = await Promise.all([
    readDocument(published, number, addressOf.values(code, roundCode)),
    loadFigures(context, publication, listIndicatorFigureIds(code, dimensions), input.language),
    loadComparabilityNotes(context, publication),
    listAmendments(context, number, { kind: 'indicator', code }),
    listEvidence(context, number, { indicator: code }),
  ]);
  const region = totals[code] ?? [];
  const total = { scope: 'region', dimension: null, category: null };
  const lenses = groupLenses(lists.lenses).get(code) ?? [];
  return {
    publication,
    indicator: {
      ...indicator,
      area: asNamed(plan.areas.find((each) => each.code === indicator.area)) ?? {
        code: indicator.area,
        title: indicator.area,
      },
      activity: asNamed(plan.activities.find((each) => each.code === indicator.activity)),
      lenses: sortLenses(lists.lenses).filter((lens) => lenses.includes(lens.code)),
    },
    rounds: documents.rounds.map(toPublicRound),
    region,
    contributors: region.some(({ round }) => round === roundCode)
      ? listContributors(indicator, documents, roundCode, values ?? [], total)
      : null,
    previous: asNamed(indicators[place - 1]),
    next: asNamed(indicators[place + 1]),
    figures,
    comparability: notesOn(code),
    breaks: listDefinitionBreaks(documents.comparability, code),
    amendments,
    evidence,
    flows: buildFlowTable(
      indicator,
      roundCode,
      values ?? [],
      lists.reporters.filter(({ kind }) => kind === 'state'),
    ),
  };
}
