import {
  type ArrangementLine,
  listArrangementLines,
} from '#server/domain/arrangement/list-published-arrangements.ts';
import { planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import type { NationalTargetLine } from '#server/domain/finding/national-target-list.calculations.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import {
  isInLibraryFilter,
  type LibraryLine,
  listPublishedLibrary,
} from '#server/domain/library/list-published-library.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import {
  addressOf,
  type Narrative,
  type PublishedActivity,
  type PublishedCircumstance,
  type PublishedReporter,
} from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import {
  loadNationalTargets,
  loadPublishedCircumstances,
} from '#server/loaders/publication/load-published-targets.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type EvidenceLine, listEvidence } from '../library/list-evidence.ts';
import { toStatusWord } from '../plan/plan-parts.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { listActivities, type ListedActivity } from './list-activities.ts';

/** `pillar` is that of a body ("APSC"), `joinedOn` the day on which a state joined. */
export type Participant = Pick<PublishedReporter, 'code' | 'kind' | 'name' | 'pillar' | 'joinedOn'>;

/** One participant's own report on an activity: its status, and its words as far as they are released. */
export type OwnReport = Omit<Narrative, 'reporter'>;

export type ParticipantActivity = ListedActivity & {
  part: 'leads' | 'cooperates' | 'takes part';
  /** What it has released itself on the activity, from its newest report with any; null where it has released nothing. */
  own: OwnReport | null;
};

export type ParticipantPage = {
  publication: Publication;
  participant: Participant;
  rounds: PublicRound[];
  areas: { code: string; title: string }[];
  statuses: StatusWord[];
  coverage: { round: string; state: CoverageState }[];
  activities: ParticipantActivity[];
  /** What it has released, by id: "TH.figures"; empty where it has released nothing. */
  figures: Record<string, DrawnFigure>;
  /** The targets that a state has set for itself and agreed to publish. */
  nationalTargets: NationalTargetLine[];
  /** What a state has said of activities and agreed to publish: that they do not apply, or its own milestones. */
  circumstances: (PublishedCircumstance & { title: string })[];
  /** What it has agreed with other states, as far as all have released it. */
  arrangements: ArrangementLine[];
  /** Studies, dialogues and cooperation that name it, newest first. */
  library: LibraryLine[];
  /** Documents and links that it has released with its reports, newest round first. */
  evidence: EvidenceLine[];
};

/**
 * One state (by its two letters) or body (by its acronym): what it has to do with, what it reported when, and its
 * released figures. Throws NOT_FOUND for a code that is not a participant of that kind; otherwise as
 * `requirePublication`.
 */
export async function getParticipant(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    kind: 'state' | 'body';
    code: string;
    language?: LanguageCode | undefined;
  },
): Promise<ParticipantPage> {
  const { published } = context;
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const documents = await readDocuments(
    published,
    number,
    ...planStatusKinds,
    'lists',
    'coverage',
    'library',
  );
  const { rounds, lists, plan } = documents;
  const found = lists.reporters.find(
    (each) => each.kind === input.kind && each.code.toUpperCase() === input.code.toUpperCase(),
  );
  if (!found) {
    const what = input.kind === 'state' ? 'member state' : 'sectoral body';
    throw new DomainError('NOT_FOUND', `There is no ${what} ${input.code} in publication ${number}.`);
  }
  const { code, kind, name, pillar, joinedOn } = found;
  const said = (await loadPublishedCircumstances(published, number, [code])).get(code) ?? [];
  // What does not apply in a state counts in none of its numbers.
  const inapplicable = new Set(
    said.flatMap(({ activity, notApplicable }) => (notApplicable === '' ? [] : [activity])),
  );
  const parts = new Map(
    plan.activities.flatMap((activity) => {
      const part = inapplicable.has(activity.code) ? null : partIn(activity, code);
      return part === null ? [] : [[activity.code, part] as const];
    }),
  );
  const [narratives, figures, evidence, nationalTargets, arrangements] = await Promise.all([
    published.read(
      number,
      [...parts.keys()].map((activity) => addressOf.narratives(activity)),
    ),
    loadFigures(context, publication, [`${code}.figures`], input.language),
    listEvidence(context, number, { reporter: code }),
    loadNationalTargets(published, number, [code]),
    readDocument(published, number, 'arrangements'),
  ]);
  const order = new Map(rounds.map((round, at) => [round.code, at]));
  const findOwn = (activity: string): OwnReport | null => {
    const own = ((narratives.get(addressOf.narratives(activity)) ?? []) as Narrative[])
      .filter(({ reporter }) => reporter === code)
      .toSorted((a, b) => (order.get(b.round) ?? -1) - (order.get(a.round) ?? -1))[0];
    if (!own) return null;
    const { reporter: _itself, ...report } = own;
    return report;
  };
  const states = documents.coverage[code] ?? {};
  return {
    publication,
    participant: { code, kind, name, pillar, joinedOn },
    rounds: rounds.map(toPublicRound),
    areas: plan.areas,
    statuses: lists.statuses.map(toStatusWord),
    coverage: rounds.flatMap(({ code: round }) => {
      const state = states[round];
      return state ? [{ round, state }] : [];
    }),
    activities: listActivities(documents, (activity) => parts.has(activity.code)).map((activity) => ({
      ...activity,
      part: parts.get(activity.code) ?? 'takes part',
      own: findOwn(activity.code),
    })),
    figures,
    nationalTargets: nationalTargets.get(code) ?? [],
    circumstances: said.map((own) => ({
      ...own,
      title: plan.activities.find((activity) => activity.code === own.activity)?.title ?? own.activity,
    })),
    library: listPublishedLibrary(documents).filter((item) =>
      isInLibraryFilter(item, kind === 'state' ? { states: [code] } : { body: code }),
    ),
    arrangements: listArrangementLines(arrangements, documents.library).filter(({ parties }) =>
      parties.includes(code),
    ),
    evidence,
  };
}

/** The first part that a participant has in an activity; null where it has none. */
function partIn(
  { lead, cooperating, states }: PublishedActivity,
  code: string,
): ParticipantActivity['part'] | null {
  if (lead === code) return 'leads';
  if (cooperating.includes(code)) return 'cooperates';
  return states.includes(code) ? 'takes part' : null;
}
