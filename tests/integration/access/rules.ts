import type { Status } from '#tests/support/reports.ts';
import { type Item, type Outcome, type Place, type RoleName, roles, type Stage } from './stage.ts';

/** What is sent, and what each role gets, for its own reporter and for another. */
export type Expectation = {
  /** Told apart where a procedure has several lines. */
  about?: string;
  input: (at: (status: Status) => Item, stage: Stage) => unknown;
  outcomeOf: (role: RoleName, place: Place) => Outcome;
  /** What it writes stays: for the few that could not answer otherwise. Asked once for each role. */
  commits?: boolean;
};

type Input = Expectation['input'];
type Rule = {
  /** Roles that may, for their own reporters. */
  own?: RoleName[];
  /** Roles that may, whoever reports. */
  any?: RoleName[];
  /** What those who may get: "ok" unless the sample is made to be refused for another reason. */
  may?: Outcome;
  /** What everybody else who is signed in gets. */
  refused?: Outcome;
  about?: string;
};

export const signedIn = roles.filter((role) => role !== 'anonymous' && role !== 'disabled');
/** Those who work with reports: a partner's person does not. */
export const withRole = signedIn.filter((role) => role !== 'revoked' && role !== 'partner');
export const writers: RoleName[] = ['contributor', 'focal_state', 'focal_body'];
export const reporters: RoleName[] = [...writers, 'clearing_officer'];
export const senders: RoleName[] = ['focal_state', 'focal_body', 'clearing_officer'];

/** For people with an account: those named may, the rest is refused. */
export function members(
  input: Input,
  { own = [], any = [], may = 'ok', refused = 'FORBIDDEN', about }: Rule,
): Expectation {
  return {
    ...(about === undefined ? {} : { about }),
    input,
    outcomeOf(role, place) {
      if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
      if (any.includes(role) || (place === 'own' && own.includes(role))) return may;
      return refused;
    },
  };
}

export const secretariat = (input: Input) => members(input, { any: ['secretariat_officer'] });
export const administrators = (input: Input) => members(input, { any: ['administrator'] });
/** The secretariat and administrators. */
export const offices = (input: Input) => members(input, { any: ['secretariat_officer', 'administrator'] });
/** Everybody, signed in or not. */
export const everyone = (
  input: Input,
  { outcome = 'ok', commits = false }: { outcome?: Outcome; commits?: boolean } = {},
): Expectation => ({ input, outcomeOf: () => outcome, commits });

export const keyOf = ({ round, reporter }: Item) => ({ round, reporter });
export const moveOf = ({ round, reporter, version }: Item) => ({ round, reporter, version });
export const activityOf = ({ activity }: Item, version: number) => ({
  activity,
  status: 'on_track',
  achievements: 'More was done.',
  version,
});
export const indicatorOf = ({ indicator }: Item) => ({
  indicator,
  cells: [{ by: {}, state: 'reported', value: 12 }],
  version: 0,
});

/** An agency of the states whose drafts are asked about; a body has none. */
export const agencyOf = ({ reporter }: Item) => (reporter === 'MM' ? 'ATPF' : 'POLICE');

/** The same line, with another outcome for the focal point of a body. */
export const forBodies = (outcome: Outcome, line: Expectation): Expectation => ({
  ...line,
  outcomeOf: (role, place) =>
    role === 'focal_body' && place === 'own' ? outcome : line.outcomeOf(role, place),
});

/** For focal points; those of bodies are told why not. */
export const butForBodies = (outcome: Outcome, input: Input): Expectation =>
  forBodies(outcome, members(input, { own: ['focal_state'] }));
