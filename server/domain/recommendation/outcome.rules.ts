import { findResponse, isActedOn } from './recommendation.rules.ts';
import type {
  RecommendationContent,
  RecommendationResponse,
  RecommendationStatus,
  ResponseKind,
} from './recommendation.schema.ts';

/** What became of a recommendation with one body. */
export type Outcome = {
  by: string;
  /** Its newest response; null: none. */
  response: RecommendationResponse | null;
  /** Its newest status since; null: none, or there is nothing to be done. */
  status: RecommendationStatus | null;
  /** A day has passed: that of the response without one, or that of what was accepted without its being done. */
  overdue: 'response' | 'action' | null;
  /** The day that has passed or is to come; null for none. */
  dueOn: string | null;
};

type Told = {
  content: Pick<RecommendationContent, 'addressedTo' | 'answerBy'>;
  /** Newest first. */
  responses: readonly RecommendationResponse[];
  /** Newest first. */
  statuses: readonly RecommendationStatus[];
};

/** What became of a recommendation by a day, for each body that was asked or has responded. */
export function listOutcomes({ content, responses, statuses }: Told, today: string): Outcome[] {
  const responded = responses.map(({ by }) => by).filter((by) => findResponse(responses, by) !== null);
  return [...new Set([...content.addressedTo, ...responded.toSorted()])].map((by) => {
    const response = findResponse(responses, by);
    const acts = response !== null && isActedOn(response.kind);
    const status = acts ? (statuses.find((one) => one.by === by) ?? null) : null;
    const isOpen = acts && status?.status !== 'done' && status?.status !== 'stopped';
    const dueOn = response === null ? content.answerBy : isOpen ? response.dueOn : null;
    const hasPassed = dueOn !== null && dueOn < today;
    return {
      by,
      response,
      status,
      dueOn,
      overdue: hasPassed ? (response === null ? 'response' : 'action') : null,
    };
  });
}

/** The first day that has passed of a recommendation with overdue outcomes; null for none. */
export const findLongestOverdue = ({ outcomes }: { outcomes: readonly Outcome[] }): string | null =>
  outcomes
    .flatMap(({ overdue, dueOn }) => (overdue !== null && dueOn !== null ? [dueOn] : []))
    .toSorted()
    .at(0) ?? null;

/** What a list of recommendations is narrowed by. */
export const outcomeStates = [
  'no_response',
  'under_study',
  'accepted',
  'partly_accepted',
  'declined',
  'overdue',
] as const;
export type OutcomeState = (typeof outcomeStates)[number];

/** Whether an outcome is in a state; an overdue one is in two. */
export function isInState({ response, overdue }: Outcome, state: OutcomeState): boolean {
  if (state === 'overdue') return overdue !== null;
  return decideState(response) === state;
}

/** The state of a response, "no_response" for none. */
export const decideState = (
  response: Pick<RecommendationResponse, 'kind'> | null,
): 'no_response' | Exclude<ResponseKind, 'withdrawn'> =>
  response === null || response.kind === 'withdrawn' ? 'no_response' : response.kind;

export type OutcomeCounts = Record<OutcomeState, number> & { recommendations: number };

/** How many recommendations have an outcome in each state; one with several bodies may count in several. */
export function countOutcomes(all: readonly { outcomes: readonly Outcome[] }[]): OutcomeCounts {
  const count = (state: OutcomeState) =>
    all.filter(({ outcomes }) => outcomes.some((outcome) => isInState(outcome, state))).length;
  return {
    recommendations: all.length,
    no_response: count('no_response'),
    under_study: count('under_study'),
    accepted: count('accepted'),
    partly_accepted: count('partly_accepted'),
    declined: count('declined'),
    overdue: count('overdue'),
  };
}
