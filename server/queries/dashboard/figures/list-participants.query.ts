import { hasFigure } from '#server/domain/figure/build-indicator-parts.ts';
import { listRunning, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import {
  addressOf,
  type FigureDocument,
  type Narrative,
  type PublishedActivity,
  type PublishedReporter,
} from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import { loadPublishedCircumstances } from '#server/loaders/publication/load-published-targets.ts';
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

/** What a state has released on what stands in its way, in its report for the newest round. */
export type StateChallenge = {
  code: string;
  name: string;
  activity: { code: string; title: string };
  words: string;
  /** On how many more activities it says something of it. */
  others: number;
};

export type ParticipantList = {
  publication: Publication | null;
  rounds: PublicRound[];
  participants: ListedParticipant[];
  /** By name; states that released none are left out. */
  challenges: StateChallenge[];
  /** The map: "participation". */
  figures: Record<string, DrawnFigure>;
};

/** Everybody who takes part: states by name, then bodies by acronym. Throws as `resolvePublication`. */
export async function listParticipants(
  context: PublicContext,
  input: { publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ParticipantList> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication, rounds: [], participants: [], challenges: [], figures: {} };
  const { published } = context;
  const { number, roundCode } = publication;
  const [documents, figures] = await Promise.all([
    readDocuments(published, number, ...planStatusKinds, 'lists', 'coverage'),
    loadFigures(context, publication, ['participation', 'coverage'], input.language),
  ]);
  const { rounds, lists, plan, coverage } = documents;
  // What a participant has released is a figure with a row for each indicator.
  const own = await published.read(
    number,
    lists.reporters.map(({ code }) => addressOf.figure(`${code}.figures`)),
  );
  const narratives = await published.read(
    number,
    plan.activities.map(({ code }) => addressOf.narratives(code)),
  );
  const circumstances = await loadPublishedCircumstances(
    published,
    number,
    lists.reporters.flatMap(({ code, kind }) => (kind === 'state' ? [code] : [])),
  );
  const parts = countParts(
    listRunning(documents).map((activity) => ({
      ...activity,
      states: activity.states.filter(
        (state) =>
          !circumstances
            .get(state)
            ?.some((own) => own.activity === activity.code && own.notApplicable !== ''),
      ),
    })),
  );
  return {
    publication,
    rounds: rounds.map(toPublicRound),
    participants: lists.reporters.map(({ code, kind, name }) => ({
      code,
      kind,
      name,
      ...(parts.get(code) ?? { leads: 0, cooperates: 0, takesPart: 0 }),
      released: (
        (own.get(addressOf.figure(`${code}.figures`)) as FigureDocument | undefined)?.rows ?? []
      ).filter((row) => hasFigure(row, rounds)).length,
      report: coverage[code]?.[roundCode] ?? 'not_due',
      states: rounds.map((round) => coverage[code]?.[round.code] ?? 'not_due'),
    })),
    challenges: listChallenges(lists.reporters, plan.activities, (activity) =>
      ((narratives.get(addressOf.narratives(activity)) ?? []) as Narrative[]).filter(
        ({ round }) => round === roundCode,
      ),
    ),
    figures,
  };
}

/** The challenges of each state: those of the first activity in the order of the plan, with the number of others. */
function listChallenges(
  reporters: readonly Pick<PublishedReporter, 'code' | 'kind' | 'name'>[],
  activities: readonly Pick<PublishedActivity, 'code' | 'title'>[],
  narrativesOf: (activity: string) => readonly Narrative[],
): StateChallenge[] {
  const said = activities.flatMap(({ code, title }) =>
    narrativesOf(code)
      .filter(({ challenges }) => challenges.trim() !== '')
      .map(({ reporter, challenges }) => ({ reporter, activity: { code, title }, words: challenges })),
  );
  return reporters.flatMap(({ code, kind, name }) => {
    const [first, ...others] = kind === 'state' ? said.filter(({ reporter }) => reporter === code) : [];
    return first ? [{ code, name, activity: first.activity, words: first.words, others: others.length }] : [];
  });
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
