import { collectFigures } from '../figure/collect/collect-figures.ts';
import { trimDecimalOrNull } from '../value/decimal.calculations.ts';
import { carryStatuses } from './carried-status.calculations.ts';
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
import { compareText } from './compare-text.ts';
import { orderKeys } from './order-keys.ts';
import { type Audience, type PublicationInput, rulesFor } from './publication-input.ts';

/** Documents by address. `drawing/…` is added when they are stored: see draw-figures.ts. */
export type Documents = Map<Address, DocumentBody<DocumentKind>>;

export type BuiltPublication = {
  documents: Documents;
  /** What was decided on each figure, shown or not, with what stands behind it; not public. */
  decided: DecidedFigures;
};

/**
 * Builds a publication. Pure: the same input gives the same documents. What may be seen is decided by the disclosure
 * rules, against everything that earlier publications have shown.
 */
export function buildPublication(input: PublicationInput, audience: Audience = 'public'): BuiltPublication {
  const { plan, lists, indicators } = input;
  const rounds = input.rounds.map(({ code }) => code);
  const decided = decideFigures(input.figures, rulesFor[audience]);
  const values = buildValues(decided.figures, indicators, lists.reporters);
  const documents = buildDocuments({
    ...input,
    coverage: Object.fromEntries(
      lists.reporters.flatMap(({ code }) => {
        const own = input.coverage[code];
        return own ? [[code, own]] : [];
      }),
    ),
    statuses: buildStatuses(rounds, input.figures.statuses),
    narratives: buildNarratives(input, audience),
    values,
    evidence: audience === 'public' ? keepEvidence(input, values) : [],
    library: input.library.map((entry) => tieEntry(entry, lists, plan)),
    comparability: input.comparability
      .filter(
        ({ indicator, round }) =>
          indicators.some(({ code }) => code === indicator) && (round === null || rounds.includes(round)),
      )
      .map(({ until, note, ...rest }) => ({
        ...rest,
        note: until === null ? note : `${note} (Up to ${until}.)`,
      })),
  });
  return { documents, decided };
}

/** All that is published, before it is laid out in documents. Values are by indicator and round. */
export type PublicationContent = Omit<
  PublicationInput,
  'figures' | 'narratives' | 'evidence' | 'comparability'
> & {
  statuses: DocumentBody<'statuses'>;
  narratives: Map<string, Narrative[]>;
  values: Map<string, Map<string, PublishedValue[]>>;
  evidence: DocumentBody<'evidence'>;
  comparability: DocumentBody<'comparability'>;
};

/** Lays out what is published in documents. */
export function buildDocuments(content: PublicationContent): Documents {
  const { plan, rounds, indicators, values, narratives } = content;
  const valuesOf = (indicator: string, round: string) => values.get(indicator)?.get(round) ?? [];
  const figures = collectFigures({ ...content, valuesOf });
  const documents: Documents = new Map();
  const put = <Kind extends DocumentKind>(address: Address<Kind>, body: DocumentBody<Kind>) =>
    documents.set(address, body);
  put('publication', content.publication);
  put('rounds', rounds);
  put('lists', content.lists);
  put('plan', plan);
  put('statuses', content.statuses);
  put('coverage', content.coverage);
  put('amendments', content.amendments);
  put('indicators', indicators);
  put('totals', buildTotals(indicators, rounds, valuesOf));
  put('comparability', content.comparability);
  put('evidence', content.evidence);
  put('library', content.library);
  put('translations', content.translations);
  for (const { code } of plan.activities) put(addressOf.narratives(code), narratives.get(code) ?? []);
  for (const [indicator, byRound] of values) {
    for (const [round, list] of byRound) put(addressOf.values(indicator, round), list);
  }
  put(
    'figures',
    figures.map(({ id, title }) => ({ id, title })),
  );
  for (const { publication: _publication, ...figure } of figures) {
    put(addressOf.figure(figure.id), orderKeys(figure) as FigureDocument);
  }
  return documents;
}

function buildTotals(
  indicators: readonly PublishedIndicator[],
  rounds: DocumentBody<'rounds'>,
  valuesOf: (indicator: string, round: string) => readonly PublishedValue[],
): DocumentBody<'totals'> {
  return Object.fromEntries(
    indicators.map(({ code }) => [
      code,
      rounds.flatMap(({ code: round }) => {
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

/** An activity has no status, not even a carried one, before it was added and from the round in which it has ended. */
function buildStatuses(rounds: string[], compiled: readonly CompiledStatus[]): DocumentBody<'statuses'> {
  const asked = new Set(compiled.flatMap((row) => (row.asked ? [`${row.activity}/${row.round}`] : [])));
  const statuses: DocumentBody<'statuses'> = {};
  for (const { activity, round, status, carriedFrom } of carryStatuses(rounds, compiled)) {
    if (!asked.has(`${activity}/${round}`)) continue;
    (statuses[activity] ??= {})[round] = { status, carriedFrom };
  }
  return statuses;
}

/**
 * Words that were released; for those who report also those of sectoral bodies, which report to the meetings that the
 * restricted editions are made for. Words of states go in where they are released, and only there.
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
        ({ round, reporter, status, achievements, challenges, nextSteps }) => ({
          round,
          reporter,
          status,
          achievements,
          challenges,
          nextSteps,
        }),
      ),
    ]),
  );
}

/**
 * The figures that go out, by indicator and round. One of an internal indicator, or a national one without consent,
 * is not among them at all: that it exists is not public either.
 */
function buildValues(
  decided: readonly TracedFigure[],
  indicators: readonly PublishedIndicator[],
  reporters: Lists['reporters'],
): PublicationContent['values'] {
  const compare = new Map(indicators.map((indicator) => [indicator.code, orderValues(indicator, reporters)]));
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
      distribution: orderKeys(figure.distribution) as PublishedValue['distribution'],
      choice: figure.choice,
      contributing: figure.contributing.length,
      expected: figure.expected,
      note: figure.publicNote,
    });
    byRound.set(figure.round, list);
  }
  for (const [code, byRound] of values) for (const list of byRound.values()) list.sort(compare.get(code));
  return values;
}

/** The region first, then states and bodies by name; the whole first, then its parts as the indicator lists them. */
export function orderValues(
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
 * For an activity, the mark of a document alone decides: whoever marked it as public and cleared the report released
 * it, also where the words about the activity were not released. A document about an indicator may hold its figures,
 * which the tracker cannot read: it goes out only where the reporter has released its own figure and none of that
 * figure and its parts is held back. Internal indicators are in no publication.
 */
function keepEvidence(
  { evidence, plan, indicators }: PublicationInput,
  values: PublicationContent['values'],
): DocumentBody<'evidence'> {
  const activities = new Set(plan.activities.map(({ code }) => code));
  const known = new Set(indicators.map(({ code }) => code));
  const isHeld = (indicator: string, round: string, reporter: string) =>
    (values.get(indicator)?.get(round) ?? []).some(
      ({ scope, state }) => scope === reporter && (state === 'suppressed' || state === 'withheld'),
    );
  return evidence.flatMap(({ isNational, ...entry }) => {
    const { activity, indicator, round, reporter } = entry;
    const goesOut =
      activity !== null
        ? indicator === null && activities.has(activity)
        : indicator !== null && known.has(indicator) && isNational && !isHeld(indicator, round, reporter);
    return goesOut ? [entry] : [];
  });
}

/** Ties to what the publication does not have are left out, so that no link leads nowhere. */
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
