import { buildDocument } from './build-document.calculations.ts';
import type { DocumentScope } from './document-scope.calculations.ts';
import type { ReportDocument } from './document.types.ts';
import type { EditionFacts, OwnReport, ReviewFacts } from './edition-facts.types.ts';
import { resolveSections } from './edition-narrative.calculations.ts';
import { editions, type EditionRule } from './edition.rules.ts';
import type { Facts } from './reference.rules.ts';
import type { ReportSection } from './report-sections.rules.ts';

/** The facts for editions, before anything is written into them. */
export type PlainFacts = Omit<EditionFacts, 'audience' | 'narrative'>;

export type EditionSource = {
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
  const complete = (audience: EditionFacts['audience']): EditionFacts => {
    const known = { ...source[audience], audience };
    return { ...known, narrative: resolveSections(known, source.sections, source.all) };
  };
  const facts = { public: complete('public'), restricted: complete('restricted') };
  return editions.flatMap((edition) =>
    listScopes(edition, source).map(({ code, name }) => {
      const scope: DocumentScope = {
        edition,
        code,
        name,
        own: edition.scope === 'state' ? (source.own.get(code) ?? null) : null,
        review: edition.key === 'midterm' ? source.review : null,
      };
      const document = buildDocument(facts[edition.facts], scope);
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
