import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import {
  addressOf,
  type FigureDocument,
  type PublishedActivity,
} from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type ListedParticipant = {
  code: string;
  kind: 'state' | 'body';
  name: string;
  /** How many activities it leads, cooperates in, and takes part in. Each activity counts once. */
  leads: number;
  cooperates: number;
  takesPart: number;
  /** Of how many indicators it has released figures of its own. */
  released: number;
  report: CoverageState;
  /** Whether it has reported for each round, in the order of `rounds`. */
  states: CoverageState[];
};

export type ParticipantList = {
  publication: Publication | null;
  rounds: PublicRound[];
  participants: ListedParticipant[];
  /** The map: "participation". */
  figures: Record<string, DrawnFigure>;
};

/** Everybody who takes part: states by name, then bodies by acronym. Throws as `resolvePublication`. */
export async function listParticipants(
  context: PublicContext,
  input: { publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ParticipantList> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication, rounds: [], participants: [], figures: {} };
  const { published } = context;
  const { number, roundCode } = publication;
  const [{ rounds, lists, plan, coverage }, figures] = await Promise.all([
    readDocuments(published, number, 'rounds', 'lists', 'plan', 'coverage'),
    loadFigures(context, publication, ['participation', 'coverage'], input.language),
  ]);
  // What a participant has released is a figure with a row for each indicator.
  const own = await published.read(
    number,
    lists.reporters.map(({ code }) => addressOf.figure(`${code}.figures`)),
  );
  const parts = countParts(plan.activities);
  return {
    publication,
    rounds: rounds.map(toPublicRound),
    participants: lists.reporters.map(({ code, kind, name }) => ({
      code,
      kind,
      name,
      ...(parts.get(code) ?? { leads: 0, cooperates: 0, takesPart: 0 }),
      released:
        (own.get(addressOf.figure(`${code}.figures`)) as FigureDocument | undefined)?.rows.length ?? 0,
      report: coverage[code]?.[roundCode] ?? 'not_due',
      states: rounds.map((round) => coverage[code]?.[round.code] ?? 'not_due'),
    })),
    figures,
  };
}

type Parts = Pick<ListedParticipant, 'leads' | 'cooperates' | 'takesPart'>;

/** In what part each participant stands in how many activities: the first that it has in each. */
function countParts(activities: readonly PublishedActivity[]): Map<string, Parts> {
  const counts = new Map<string, Parts>();
  for (const { lead, cooperating, states } of activities) {
    const seen = new Set<string>();
    const count = (codes: readonly string[], part: keyof Parts) => {
      for (const code of codes) {
        if (seen.has(code)) continue;
        seen.add(code);
        const known = counts.get(code) ?? { leads: 0, cooperates: 0, takesPart: 0 };
        known[part] += 1;
        counts.set(code, known);
      }
    };
    count([lead], 'leads');
    count(cooperating, 'cooperates');
    count(states, 'takesPart');
  }
  return counts;
}
