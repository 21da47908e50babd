import { findRange } from '../value/count-range.ts';
import { getAnswerKind } from '../value/measures.ts';
import { buildDocument } from './build-document.calculations.ts';
import { type DocumentScope, filterFacts } from './document-composer.ts';
import type { ReportDocument } from './document.types.ts';
import type { EditionFacts, OwnReport, ReviewFacts } from './edition-facts.types.ts';
import type { EditionRule } from './edition.rules.ts';
import { type Facts, serialiseReference } from './reference.rules.ts';
import type { ReportSection } from './report-sections.rules.ts';
import { buildFacts, type FactSource, type ReportFigure } from './build-facts.calculations.ts';
import {
  type ResolvedBlock,
  type NarrativeBlock,
  type NarrativeRun,
  parseNarrative,
  resolveNarrative,
} from './narrative.rules.ts';
import { findTypedFigures } from './section-problems.rules.ts';

/** The facts for editions, before anything is written into them. */
export type PlainFacts = Omit<EditionFacts, 'audience' | 'narrative'>;

export type EditionSource = {
  /** The rules of the editions, with the parts that were chosen; see `listEditions`. */
  rules: readonly EditionRule[];
  public: PlainFacts;
  restricted: PlainFacts;
  /** What the secretariat wrote, with references. */
  sections: readonly ReportSection[];
  /** The numbers without suppression, to find out which of them a text mentions. */
  all: Facts;
  /** What each state reported, by its code. */
  own: ReadonlyMap<string, OwnReport>;
  review: ReviewFacts;
};

export type BuiltEdition = { edition: string; scope: string; name: string; document: ReportDocument };

/**
 * Builds every edition of a draft, in order. The rules of editions decide which facts go into which; what one
 * state reported goes only into the edition about that state.
 */
export function buildEditions(source: EditionSource): BuiltEdition[] {
  return source.rules.flatMap((edition) =>
    listScopes(edition, source).map(({ code, name }) => {
      const scope: DocumentScope = {
        edition,
        code,
        name,
        own: edition.scope === 'state' ? (source.own.get(code) ?? null) : null,
        review: edition.key === 'midterm' ? source.review : null,
      };
      const known = { ...source[edition.facts], audience: edition.facts };
      const document = buildDocument({ ...known, narrative: resolveSections(known, scope, source) }, scope);
      return { edition: edition.key, scope: code, name, document };
    }),
  );
}

/**
 * Lists what there is one edition of each for. Lenses, bodies and partners without an activity need none;
 * neither does a review if nothing was learned.
 */
function listScopes(edition: EditionRule, source: EditionSource): { code: string; name: string }[] {
  const { lenses, reporters, partners, activities, indicators } = source[edition.facts];
  switch (edition.scope) {
    case null:
      return edition.key === 'midterm' && isEmpty(source.review) ? [] : [{ code: '', name: '' }];
    case 'lens':
      return lenses
        .filter(({ code }) => [...activities, ...indicators].some((each) => each.lenses.includes(code)))
        .map(({ code, title }) => ({ code, name: title }));
    case 'state':
      return reporters.filter(({ kind }) => kind === 'state').map(({ code, name }) => ({ code, name }));
    case 'body':
      return reporters
        .filter(
          ({ kind, code }) =>
            kind === 'body' &&
            activities.some(({ lead, cooperating }) => lead === code || cooperating.includes(code)),
        )
        .map(({ code, name }) => ({ code, name: name === code ? code : `${name} (${code})` }));
    case 'partner':
      return partners
        .filter(({ slug }) => activities.some((activity) => activity.partners.includes(slug)))
        .map(({ slug, name }) => ({ code: slug, name }));
  }
}

/** Whether nobody has asked, judged, learned or agreed anything yet. */
const isEmpty = ({ questions, targets, lessons, actions }: ReviewFacts): boolean =>
  questions.length + lessons.length + actions.length === 0 && targets.every(({ rating }) => rating === '');

/**
 * Resolves narratives with the numbers of an edition. These are the numbers of its own tables, of the
 * activities and indicators that it is about: a reference cannot state what the edition does not show. `all`
 * are the numbers without suppression: a passage that mentions one that the edition does not show is left out
 * entirely.
 */
function resolveSections(
  facts: Omit<EditionFacts, 'narrative'>,
  scope: DocumentScope,
  { sections, all }: Pick<EditionSource, 'sections' | 'all'>,
): Record<string, ResolvedBlock[]> {
  const known: Facts = buildFacts(buildFactSource({ ...facts, ...filterFacts(facts, scope) }));
  return Object.fromEntries(
    sections
      .filter(({ text }) => text.trim() !== '')
      .map(({ key, text }) => [key, buildPublicNarrative(text, { restricted: all, public: known }).blocks]),
  );
}

function buildFactSource(facts: Omit<EditionFacts, 'narrative'>): FactSource {
  const { rounds, indicators, activities, statuses, areas, objectives, lenses, coverage } = facts;
  const words = new Map(statuses.map((status) => [status.code, status]));
  const count = (kind: 'state' | 'body') => {
    const due = coverage.filter((row) => row.kind === kind && (row.states.at(-1) ?? 'not_due') !== 'not_due');
    return { due: due.length, included: due.filter(({ states }) => states.at(-1) === 'reported').length };
  };
  return {
    rounds: rounds.map(({ code }) => code),
    indicators: indicators
      .filter(({ measure }) => getAnswerKind(measure) !== 'text')
      .map(({ code, measure, unit, reportedBy, region, parts }) => ({
        code,
        measure,
        unit,
        reportedBy,
        figures: [...region.map((figure) => ({ dimension: null, category: null, figure })), ...parts].map(
          ({ dimension, category, figure }): ReportFigure => ({
            round: figure.round,
            dimension,
            category,
            state: figure.state,
            value: figure.value,
            contributing: figure.contributing ?? 0,
            expected: figure.expected ?? 0,
            ...findRange(figure),
          }),
        ),
      })),
    activities: activities.map(({ code, area, objective, lenses: own, stand }) => {
      const word = stand.status === null ? undefined : words.get(stand.status);
      return {
        code,
        area,
        objective,
        lenses: own,
        status: stand.status,
        isLate: word?.isLate ?? false,
        isDone: word?.isDone ?? false,
        isOnTrack: word?.isOnTrack ?? false,
      };
    }),
    statuses: statuses.map(({ code }) => code),
    areas: [...areas, ...objectives].map(({ code }) => code),
    lenses: lenses.map(({ code }) => code),
    reports: { states: count('state'), bodies: count('body') },
  };
}

type PublicNarrative = {
  blocks: ResolvedBlock[];
  /** How many paragraphs and list items the public does not get. */
  leftOut: number;
};

/**
 * Returns a text as the public may read it. A paragraph written around a suppressed figure reveals more than
 * the marker in its place ("rose from suppressed to …"), so it is left out entirely, as is a list item; the
 * same applies if such a figure was typed by hand.
 */
export function buildPublicNarrative(
  text: string,
  facts: { restricted: Facts; public: Facts },
): PublicNarrative {
  let leftOut = 0;
  const isKept = (runs: readonly NarrativeRun[]) => {
    const kept = !speaksOfHeldBack(runs, facts);
    if (!kept) leftOut += 1;
    return kept;
  };
  const kept = parseNarrative(text).blocks.flatMap((block): NarrativeBlock[] => {
    if (block.kind === 'paragraph') return isKept(block.runs) ? [block] : [];
    const items = block.items.filter(isKept);
    return items.length > 0 ? [{ kind: 'list', items }] : [];
  });
  return { blocks: resolveNarrative(kept, facts.public).blocks, leftOut };
}

function speaksOfHeldBack(
  runs: readonly NarrativeRun[],
  facts: { restricted: Facts; public: Facts },
): boolean {
  const isHeldBack = (reference: string) => {
    const fact = facts.public.get(reference);
    return !fact || (fact.kind === 'mark' && (fact.mark === 'suppressed' || fact.mark === 'withheld'));
  };
  if (runs.some((run) => run.kind === 'reference' && isHeldBack(serialiseReference(run.reference))))
    return true;
  const words = runs.map((run) => (run.kind === 'text' ? run.text : '\u2026')).join('');
  // A number that is public under another name is no secret.
  return findTypedFigures(words, facts.restricted).some(
    ({ references }) => references.length > 0 && references.every(isHeldBack),
  );
}
