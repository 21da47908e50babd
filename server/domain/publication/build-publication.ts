import { buildFigures } from '../figure/collect/build-figures.ts';
import { buildOwnFiguresId } from '../figure/build-participant-figures.ts';
import type { SameFigures } from '../figure/collect/public-figures.ts';
import { trimDecimalOrNull } from '../value/decimal.calculations.ts';
import { calculateCarriedStatuses } from './carried-status.calculations.ts';
import {
  type CompiledStatus,
  type DecidedFigures,
  decideFigures,
  type TracedFigure,
} from './decide-figures.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type DocumentKind,
  type FigureDocument,
  type LibraryEntry,
  type Lists,
  type Narrative,
  type PlanDocument,
  type PublishedIndicator,
  type PublishedValue,
} from './documents.ts';
import { buildPublishedArrangements } from '../arrangement/published-arrangements.rules.ts';
import { filterRecommendations } from './filter-recommendations.rules.ts';
import { compareText } from './compare-text.ts';
import { sortKeys } from './sort-keys.ts';
import { buildEditionRules, type EditionRule, usualEditionRule } from './edition-rule.rules.ts';
import type { Audience, PublicationInput } from './publication-input.ts';
import { findSameFigures, isPlanSame, isSame, type Reuse } from './unchanged-figures.rules.ts';

/** Documents by address. `drawing/…` is added when they are stored: see draw-figures.ts. */
export type Documents = Map<Address, DocumentBody<DocumentKind>>;

export type BuiltPublication = {
  documents: Documents;
  /**
   * The documents that are the same as in the previous publication, drawings included: checksums by address.
   */
  unchanged: ReadonlyMap<Address, string>;
  /** The decision on each figure, shown or not, with the values behind it; not public. */
  decided: DecidedFigures;
};

/**
 * Builds a publication. Pure: the same input gives the same documents. The disclosure rules decide what is
 * shown, given everything that earlier publications have shown; for those who report by the rule for restricted
 * editions.
 */
export function buildPublication(
  input: PublicationInput,
  audience: Audience = 'public',
  rule: EditionRule = usualEditionRule,
): BuiltPublication {
  const { plan, lists, indicators, reuse = null } = input;
  const rounds = input.rounds.map(({ code }) => code);
  const rules = audience === 'public' ? {} : buildEditionRules(rule);
  const decided = decideFigures(input.figures, rules, reuse?.unchanged);
  const values = buildValues(decided.figures, indicators, lists.reporters);
  const valuesOf = findValues(values, reuse);
  const content: PublicationContent = {
    ...input,
    coverage: keepCoverage(input),
    statuses: buildStatuses(rounds, input.figures.statuses),
    narratives: buildNarratives(input, audience),
    values,
    evidence: audience === 'public' ? keepEvidence(input, valuesOf) : [],
    library: input.library.map((entry) => tieEntry(entry, lists, plan)),
    recommendations: filterRecommendations(input),
    arrangements: buildPublishedArrangements(input),
    comparability: keepComparability(input),
  };
  return { ...layOut(content, valuesOf, reuse), decided };
}

const keepCoverage = ({ coverage, lists }: PublicationInput): DocumentBody<'coverage'> =>
  Object.fromEntries(
    lists.reporters.flatMap(({ code }) => {
      const own = coverage[code];
      return own ? [[code, own]] : [];
    }),
  );

const keepComparability = ({
  comparability,
  indicators,
  rounds,
}: PublicationInput): DocumentBody<'comparability'> =>
  comparability
    .filter(
      ({ indicator, round }) =>
        indicators.some(({ code }) => code === indicator) &&
        (round === null || rounds.some(({ code }) => code === round)),
    )
    .map(({ until, note, ...rest }) => ({
      ...rest,
      note: until === null ? note : `${note} (Up to ${until}.)`,
    }));

/**
 * Lists the documents of the previous publication that must be read to build new ones from them: what
 * participants have released, and unchanged values that a new figure, lens or piece of evidence needs.
 */
export function listReusedAddresses(input: PublicationInput, reuse: Omit<Reuse, 'bodies'>): Address[] {
  const { lists, rounds, indicators, evidence } = input;
  const same = findSameFigures(reuse, {
    ...input,
    coverage: keepCoverage(input),
    comparability: keepComparability(input),
  });
  const inLenses = new Set(lists.lenses.flatMap((lens) => lens.indicators.map(({ indicator }) => indicator)));
  const wanted = new Set<Address>(
    same.size === 0 ? [] : lists.reporters.map(({ code }) => addressOf.figure(buildOwnFiguresId(code))),
  );
  for (const { indicator, round } of evidence) {
    if (indicator !== null) wanted.add(addressOf.values(indicator, round));
  }
  for (const { code } of indicators) {
    if (same.has(code) && !inLenses.has(code)) continue;
    for (const round of rounds) {
      const address = addressOf.values(code, round.code);
      if (reuse.unchanged.has(address)) wanted.add(address);
    }
  }
  return [...wanted].filter((address) => reuse.earlier.checksums.has(address));
}

type ValuesOf = (indicator: string, round: string) => readonly PublishedValue[];

/** Returns values as decided now, or as in the previous publication if they were taken from it. */
const findValues =
  (values: PublicationContent['values'], reuse: Reuse | null): ValuesOf =>
  (indicator, round) =>
    values.get(indicator)?.get(round) ??
    (reuse?.bodies.get(addressOf.values(indicator, round)) as PublishedValue[] | undefined) ??
    [];

/** The content to publish, before it is split into documents. Values are by indicator and round. */
export type PublicationContent = Omit<
  PublicationInput,
  'figures' | 'narratives' | 'evidence' | 'comparability' | 'arrangements'
> & {
  statuses: DocumentBody<'statuses'>;
  narratives: Map<string, Narrative[]>;
  values: Map<string, Map<string, PublishedValue[]>>;
  evidence: DocumentBody<'evidence'>;
  comparability: DocumentBody<'comparability'>;
  arrangements: DocumentBody<'arrangements'>;
};

/** Splits the content into documents. */
export const buildDocuments = (content: PublicationContent): Documents =>
  layOut(content, findValues(content.values, null), null).documents;

function layOut(
  content: PublicationContent,
  valuesOf: ValuesOf,
  reuse: Reuse | null,
): Pick<BuiltPublication, 'documents' | 'unchanged'> {
  const { plan, rounds, indicators, values, narratives } = content;
  const figures = buildFigures({ ...content, valuesOf }, reuse ? readSameFigures(reuse, content) : undefined);
  const documents: Documents = new Map();
  const unchanged = new Map<Address, string>();
  const put = <Kind extends DocumentKind>(address: Address<Kind>, body: DocumentBody<Kind>) =>
    documents.set(address, body);
  const takeOver = (address: Address) => {
    const sha256 = reuse?.earlier.checksums.get(address);
    if (sha256 !== undefined) unchanged.set(address, sha256);
  };
  put('publication', content.publication);
  put('rounds', rounds);
  put('lists', content.lists);
  put('plan', plan);
  put('statuses', content.statuses);
  put('coverage', content.coverage);
  put('amendments', content.amendments);
  put('indicators', indicators);
  put('totals', buildTotals(indicators, rounds, valuesOf, reuse));
  put('comparability', content.comparability);
  // Only those who have any: a publication without them stays as it was.
  for (const [reporter, targets] of groupTargets(content)) put(addressOf.targets(reporter), targets);
  for (const [reporter, own] of groupCircumstances(content)) put(addressOf.circumstances(reporter), own);
  put('evidence', content.evidence);
  put('library', content.library);
  put('support', content.support);
  put('recommendations', content.recommendations);
  put('arrangements', content.arrangements);
  put('translations', content.translations);
  for (const { code } of plan.activities) put(addressOf.narratives(code), narratives.get(code) ?? []);
  for (const [indicator, byRound] of values) {
    for (const [round, list] of byRound) put(addressOf.values(indicator, round), list);
  }
  for (const address of reuse?.unchanged ?? []) takeOver(address);
  put(
    'figures',
    figures.map(({ id, title }) => ({ id, title })),
  );
  for (const { id, definition } of figures) {
    const address = addressOf.figure(id);
    if (definition) {
      const { publication: _publication, ...figure } = definition;
      if (!isSame(figure, reuse?.bodies.get(address))) {
        put(address, sortKeys(figure) as FigureDocument);
        continue;
      }
    }
    takeOver(address);
    takeOver(addressOf.drawing(id));
  }
  return { documents, unchanged };
}

/** The targets of states by state, of indicators that are published. */
function groupTargets({
  nationalTargets,
  indicators,
}: Pick<PublicationContent, 'nationalTargets' | 'indicators'>): Map<string, DocumentBody<'targets'>> {
  const byReporter = new Map<string, DocumentBody<'targets'>>();
  for (const { reporter, ...targets } of nationalTargets) {
    if (!indicators.some(({ code }) => code === targets.indicator)) continue;
    byReporter.set(reporter, [...(byReporter.get(reporter) ?? []), targets]);
  }
  return byReporter;
}

/** What states have said of activities by state, of those that are in the plan. */
function groupCircumstances({
  nationalCircumstances,
  plan,
}: Pick<PublicationContent, 'nationalCircumstances' | 'plan'>): Map<string, DocumentBody<'circumstances'>> {
  const byReporter = new Map<string, DocumentBody<'circumstances'>>();
  for (const { reporter, ...own } of nationalCircumstances) {
    if (!plan.activities.some(({ code }) => code === own.activity)) continue;
    byReporter.set(reporter, [...(byReporter.get(reporter) ?? []), own]);
  }
  return byReporter;
}

/** Collects what in the figures of the previous publication is still the same. */
function readSameFigures(reuse: Reuse, content: PublicationContent): SameFigures {
  const { earlier, bodies } = reuse;
  return {
    plan: isPlanSame(earlier, content),
    indicators: findSameFigures(reuse, content),
    titles: new Map(earlier.figures.map(({ id, title }) => [id, title])),
    rows: new Map(
      content.lists.reporters.flatMap(({ code }) => {
        const id = buildOwnFiguresId(code);
        const figure = bodies.get(addressOf.figure(id)) as FigureDocument | undefined;
        return figure ? [[id, new Map(figure.rows.map((row) => [row.key, row]))] as const] : [];
      }),
    ),
  };
}

export function buildTotals(
  indicators: readonly PublishedIndicator[],
  rounds: DocumentBody<'rounds'>,
  valuesOf: ValuesOf,
  reuse: Reuse | null,
): DocumentBody<'totals'> {
  return Object.fromEntries(
    indicators.map(({ code }) => [
      code,
      rounds.flatMap(({ code: round }) => {
        if (reuse?.unchanged.has(addressOf.values(code, round))) {
          return reuse.earlier.totals[code]?.filter((total) => total.round === round) ?? [];
        }
        const total = valuesOf(code, round).find(
          ({ scope, dimension }) => scope === 'region' && dimension === null,
        );
        if (!total) return [];
        const { scope: _scope, dimension: _dimension, category: _category, ...figure } = total;
        return [{ round, ...figure }];
      }),
    ]),
  );
}

/**
 * An activity has no status, not even a carried one, before the round in which it was added or once it has
 * ended.
 */
function buildStatuses(rounds: string[], compiled: readonly CompiledStatus[]): DocumentBody<'statuses'> {
  const asked = new Set(compiled.flatMap((row) => (row.asked ? [`${row.activity}/${row.round}`] : [])));
  const statuses: DocumentBody<'statuses'> = {};
  for (const { activity, round, status, carriedFrom } of calculateCarriedStatuses(rounds, compiled)) {
    if (!asked.has(`${activity}/${round}`)) continue;
    (statuses[activity] ??= {})[round] = { status, carriedFrom };
  }
  return statuses;
}

/**
 * Collects released narratives; for the restricted editions also those of sectoral bodies, which report to
 * the meetings that these editions are made for. Narratives of states are included only if released.
 */
function buildNarratives(
  { narratives, plan }: PublicationInput,
  audience: Audience,
): Map<string, Narrative[]> {
  const shown = narratives.filter(
    ({ released, kind }) => released || (audience === 'reporters' && kind === 'body'),
  );
  const byActivity = Map.groupBy(shown, ({ activity }) => activity);
  return new Map(
    plan.activities.map(({ code }) => [
      code,
      (byActivity.get(code) ?? []).map(
        ({ round, reporter, status, achievements, challenges, obstacles, helpWanted, nextSteps }) => ({
          round,
          reporter,
          status,
          achievements,
          challenges,
          obstacles,
          helpWanted,
          nextSteps,
        }),
      ),
    ]),
  );
}

/**
 * Collects the figures to publish, by indicator and round. One of an internal indicator, or a national one
 * without consent, is left out entirely: that it exists is not public either.
 */
export function buildValues(
  decided: readonly TracedFigure[],
  indicators: readonly PublishedIndicator[],
  reporters: Lists['reporters'],
): PublicationContent['values'] {
  const compare = new Map(
    indicators.map((indicator) => [indicator.code, createValueComparator(indicator, reporters)]),
  );
  const values: PublicationContent['values'] = new Map(indicators.map(({ code }) => [code, new Map()]));
  for (const figure of decided) {
    const byRound = values.get(figure.indicator);
    if (!byRound || !(figure.scope === 'region' || figure.show || figure.state === 'suppressed')) continue;
    const list = byRound.get(figure.round) ?? [];
    list.push({
      scope: figure.scope,
      dimension: figure.dimension,
      category: figure.category,
      state: figure.state,
      value: trimDecimalOrNull(figure.value),
      numerator: trimDecimalOrNull(figure.numerator),
      denominator: trimDecimalOrNull(figure.denominator),
      distribution: sortKeys(figure.distribution) as PublishedValue['distribution'],
      choice: figure.choice,
      contributing: figure.contributing.length,
      expected: figure.expected,
      note: figure.publicNote,
      keptFrom: figure.keptFrom,
      ...figure.range,
    });
    byRound.set(figure.round, list);
  }
  for (const [code, byRound] of values) for (const list of byRound.values()) list.sort(compare.get(code));
  return values;
}

/**
 * Sorts values: the region first, then states and bodies by name; the total first, then its parts in the
 * order of the indicator.
 */
export function createValueComparator(
  { dimensions }: Pick<PublishedIndicator, 'dimensions'>,
  reporters: Lists['reporters'],
): (one: PublishedValue, other: PublishedValue) => number {
  const byName = reporters.toSorted(
    (a, b) => Number(a.kind === 'body') - Number(b.kind === 'body') || compareText(a.name, b.name),
  );
  const place = new Map([['region', -1], ...byName.map(({ code }, at): [string, number] => [code, at])]);
  const parts = new Map(
    dimensions
      .flatMap(({ code, categories }) => categories.map((category) => `${code}=${category.code}`))
      .map((key, at) => [key, at]),
  );
  const last = Number.MAX_SAFE_INTEGER;
  const partOf = ({ dimension, category }: PublishedValue) =>
    dimension === null ? -1 : (parts.get(`${dimension}=${category}`) ?? last);
  return (one, other) =>
    (place.get(one.scope) ?? last) - (place.get(other.scope) ?? last) ||
    partOf(one) - partOf(other) ||
    compareText(`${one.dimension}=${one.category}`, `${other.dimension}=${other.category}`);
}

/**
 * Selects the evidence to publish. For an activity, the visibility of the document alone decides: whoever set
 * it to public and cleared the report released it, even if the words about the activity were not released. A
 * document about an indicator may contain its figures, which the tracker cannot read: it is published only if
 * the reporter has released its own figure and neither that figure nor any of its parts is suppressed.
 * Internal indicators are in no publication.
 */
function keepEvidence(
  { evidence, plan, indicators }: PublicationInput,
  valuesOf: ValuesOf,
): DocumentBody<'evidence'> {
  const activities = new Set(plan.activities.map(({ code }) => code));
  const known = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  // A figure that is kept in another indicator is in no list, and neither is its document.
  const isShownWhole = (indicator: string, round: string, reporter: string) => {
    const own = valuesOf(indicator, round).filter(({ scope }) => scope === reporter);
    const parts = known
      .get(indicator)
      ?.dimensions.reduce((sum, { categories }) => sum + categories.length, 0);
    return (
      own.length === 1 + (parts ?? 0) &&
      own.every(({ state }) => state !== 'suppressed' && state !== 'withheld')
    );
  };
  return evidence.flatMap(({ isNational, ...entry }) => {
    const { activity, indicator, round, reporter } = entry;
    const goesOut =
      activity !== null
        ? indicator === null && activities.has(activity)
        : indicator !== null &&
          known.has(indicator) &&
          isNational &&
          isShownWhole(indicator, round, reporter);
    return goesOut ? [entry] : [];
  });
}

/** Removes references to what the publication does not contain, so that there are no dead links. */
function tieEntry(entry: LibraryEntry, lists: Lists, { activities }: PlanDocument): LibraryEntry {
  const known = (codes: readonly string[], among: readonly string[]) =>
    among.filter((code) => codes.includes(code));
  const reporters = (kind: 'state' | 'body') =>
    lists.reporters.filter((reporter) => reporter.kind === kind).map(({ code }) => code);
  return {
    ...entry,
    states: known(entry.states, reporters('state').sort()),
    bodies: known(entry.bodies, reporters('body').sort()),
    partners: known(entry.partners, lists.partners.map(({ slug }) => slug).sort()),
    activities: known(
      entry.activities,
      activities.map(({ code }) => code),
    ),
    lenses: known(
      entry.lenses,
      lists.lenses.map(({ code }) => code),
    ),
  };
}
