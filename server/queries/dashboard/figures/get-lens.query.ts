import { isMoney } from '#server/domain/value/measures.ts';
import { planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildStepsId } from '#server/domain/figure/build-lens-figures.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import { findFunnelRound, listFunnelSteps } from '#server/domain/finding/funnel-steps.ts';
import type { LensStep, PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import {
  isInLibraryFilter,
  type LibraryLine,
  listPublishedLibrary,
} from '#server/domain/library/list-published-library.ts';
import {
  type ArrangementLine,
  listArrangementLines,
} from '#server/domain/arrangement/list-published-arrangements.ts';
import { listServedAims, type ServedAim } from '#server/domain/library/cooperation-aims.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import {
  addressOf,
  type DocumentBody,
  type Lists,
  type PublishedIndicator,
} from '#server/domain/publication/documents.ts';
import {
  toPublicRound,
  toRoundFigure,
  findValue,
  findSliceNames,
} from '#server/domain/publication/published-parts.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { loadReleasedWords, type ReleasedWords } from '../plan/load-released-words.ts';
import { toStatusWord } from '../plan/plan-parts.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { listActivities, type ListedActivity } from './list-activities.ts';
import { toListed, type ListedIndicator } from './list-indicators.query.ts';

export type LensIndicator = Omit<ListedIndicator, 'lenses'> &
  Pick<
    PublishedIndicator,
    'activity' | 'personCount' | 'crossBorderOverlap' | 'numeratorLabel' | 'denominatorLabel'
  > &
  Pick<LensStep, 'slice' | 'funnel'> & {
    /** The objective of its activity. */
    objective: string | null;
  };

export type LensPage = {
  publication: Publication;
  lens: { code: string; title: string; description: string };
  /** What is known of it; null where the plan says nothing. */
  told: ToldSituation | null;
  rounds: PublicRound[];
  areas: { code: string; title: string }[];
  statuses: StatusWord[];
  activities: ListedActivity[];
  /** In plan order, each with the regional figures of what the lens shows of it. */
  indicators: LensIndicator[];
  /** The round whose steps are shown: the one asked for, or the newest that has any number. */
  round: PublicRound | null;
  /** A round that was asked for and that the publication does not have. */
  unknownRound: string | null;
  /** Its steps, activities and cooperation, by id; what there is none of is left out. */
  figures: Record<string, DrawnFigure>;
  /** Indicators on money, with those that follow the same objective: financial investigation and what it brings. */
  money: string[];
  /** Studies, dialogues and cooperation on it, newest first. */
  library: LibraryLine[];
  /** The aims of cooperation between two states that its activities serve. */
  aims: ServedAim<ActivityWithResult, LibraryLine>[];
  /** What states have agreed between them on it, as far as all have released it. */
  arrangements: ArrangementLine[];
};

/** A situation, in the language asked for where it is translated and otherwise in English. */
export type ToldSituation = {
  language: LanguageCode;
  paragraphs: string[];
  /** Each with the tag that activities bear for it. */
  drivers: { tag: string; name: string; text: string }[];
};

/** An activity with what has been released on what it achieved, in the report that its status is from. */
export type ActivityWithResult = ListedActivity & { result: ReleasedWords | null };

/** One cross-cutting view. Throws NOT_FOUND for an unknown lens; otherwise as `requirePublication`. */
export async function getLens(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    code: string;
    round?: string | undefined;
    language?: LanguageCode | undefined;
  },
): Promise<LensPage> {
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const language = input.language ?? 'en';
  const documents = await readDocuments(
    context.published,
    number,
    ...planStatusKinds,
    'lists',
    'indicators',
    'totals',
    'library',
    'translations',
  );
  const { lists, plan } = documents;
  const lens = lists.lenses.find((each) => each.code === input.code);
  if (!lens) throw new DomainError('NOT_FOUND', `There is no lens ${input.code} in publication ${number}.`);
  const { code, title, description } = lens;
  const rounds = documents.rounds.map(toPublicRound);
  const indicators = await listLensIndicators(context, number, documents, lens);
  const money = listMoney(indicators);
  const asked = rounds.find((round) => round.code === input.round);
  const activities = listActivities(documents, ({ lenses }) => lenses.includes(code));
  const library = listPublishedLibrary(documents).filter((item) => isInLibraryFilter(item, { lens: code }));
  const figures = await loadFigures(
    context,
    publication,
    [
      buildStepsId(code, asked?.code ?? null),
      `${code}.activities`,
      `cooperation.${code}`,
      ...money.map((each) => `${each}.course`),
    ],
    input.language,
  );
  return {
    publication,
    lens: { code, title, description },
    told: buildSituation(lens, lists.tags, documents.translations[language] ?? {}, language),
    rounds,
    areas: plan.areas,
    statuses: lists.statuses.map(toStatusWord),
    activities,
    indicators,
    round: asked ?? findFunnelRound({ rounds }, listFunnelSteps(indicators)) ?? null,
    unknownRound: input.round !== undefined && !asked ? input.round : null,
    figures,
    money,
    library,
    arrangements: listArrangementLines(
      await readDocument(context.published, number, 'arrangements'),
      library,
    ),
    aims: await loadAims(context, number, documents, activities, library),
  };
}

/** Builds what a lens tells of itself; a translation counts only if it is whole. Null where it tells nothing. */
function buildSituation(
  { code, situation = '', drivers = [] }: Lists['lenses'][number],
  tags: Lists['tags'],
  translated: Readonly<Record<string, string>>,
  language: LanguageCode,
): ToldSituation | null {
  if (situation === '' && drivers.length === 0) return null;
  const keys = [
    ...(situation === '' ? [] : [`lens_situation/${code}`]),
    ...drivers.flatMap(({ tag }) => [`tag/${tag}`, `lens_driver/${code}=${tag}`]),
  ];
  const isWhole = keys.every((key) => translated[key] !== undefined);
  const labels = isWhole ? translated : {};
  return {
    language: isWhole ? language : 'en',
    paragraphs: (labels[`lens_situation/${code}`] ?? situation).split(/\n\s*\n/).filter(Boolean),
    drivers: drivers.map(({ tag, text }) => ({
      tag,
      name: labels[`tag/${tag}`] ?? tags.find((each) => each.code === tag)?.name ?? tag,
      text: labels[`lens_driver/${code}=${tag}`] ?? text,
    })),
  };
}

/** Reads what has been released on the activities that serve an aim of cooperation, and on no others. */
async function loadAims(
  context: PublicContext,
  publication: number,
  { lists, rounds }: { lists: Lists; rounds: DocumentBody<'rounds'> },
  activities: readonly ListedActivity[],
  library: readonly LibraryLine[],
): Promise<LensPage['aims']> {
  const aims = listServedAims(activities, library);
  const codes = [...new Set(aims.flatMap((aim) => aim.activities.map(({ code }) => code)))];
  if (codes.length === 0) return [];
  const findWords = await loadReleasedWords(context, publication, lists.reporters, codes);
  const newest = rounds.at(-1)?.code ?? '';
  return aims.map((aim) => ({
    ...aim,
    activities: aim.activities.map((activity) => ({
      ...activity,
      result: findWords(activity, activity.carriedFrom ?? newest, 'achievements'),
    })),
  }));
}

type LensDocuments = { [Kind in 'rounds' | 'plan' | 'indicators' | 'totals']: DocumentBody<Kind> };

async function listLensIndicators(
  { published }: PublicContext,
  publication: number,
  { rounds, plan, indicators, totals }: LensDocuments,
  lens: Lists['lenses'][number],
): Promise<LensIndicator[]> {
  const objectives = new Map(plan.activities.map((activity) => [activity.code, activity.objective]));
  const shownOf = new Map(lens.indicators.map((shown) => [shown.indicator, shown]));
  // Whole figures stand among the totals; for parts of one the values themselves are read.
  const parts = lens.indicators
    .filter(({ slice }) => slice !== null)
    .flatMap(({ indicator }) => rounds.map((round) => addressOf.values(indicator, round.code)));
  const found = await published.read(publication, parts);
  return indicators.flatMap((indicator): LensIndicator[] => {
    const shown = shownOf.get(indicator.code);
    if (!shown) return [];
    const { slice, funnel } = shown;
    const figuresOf = (cell: { dimension: string; category: string }): RoundFigure[] =>
      rounds.flatMap(({ code: round }) => {
        const values = found.get(addressOf.values(indicator.code, round)) as
          | DocumentBody<'values'>
          | undefined;
        const value = findValue(values ?? [], { scope: 'region', ...cell });
        return value ? [toRoundFigure(round, value)] : [];
      });
    return [
      {
        ...toListed(indicator),
        activity: indicator.activity,
        objective: objectives.get(indicator.activity ?? '') ?? null,
        personCount: indicator.personCount,
        crossBorderOverlap: indicator.crossBorderOverlap,
        numeratorLabel: indicator.numeratorLabel,
        denominatorLabel: indicator.denominatorLabel,
        slice: findSliceNames(indicator.dimensions, slice),
        funnel: funnel && { position: funnel.position, label: funnel.label ?? indicator.title },
        figures: slice ? figuresOf(slice) : (totals[indicator.code] ?? []),
      },
    ];
  });
}

function listMoney(indicators: readonly LensIndicator[]): string[] {
  const objectives = new Set(
    indicators.flatMap(({ measure, objective }) =>
      isMoney(measure) && objective !== null ? [objective] : [],
    ),
  );
  return indicators
    .filter(({ measure, objective }) => isMoney(measure) || (objective !== null && objectives.has(objective)))
    .map(({ code }) => code);
}
