import type { CooperationAim } from '../library/cooperation-aims.ts';

/** What has become of an arrangement between states. */
export const arrangementStatuses = ['being_agreed', 'in_force', 'suspended', 'ended'] as const;
export type ArrangementStatus = (typeof arrangementStatuses)[number];
export const arrangementStatusLabels = {
  being_agreed: 'Being agreed',
  in_force: 'In force',
  suspended: 'Suspended',
  ended: 'Ended',
} as const satisfies Record<ArrangementStatus, string>;

/** How far a state says that an aim or step has come. */
export const accountStatuses = ['not_started', 'in_progress', 'reached', 'stopped'] as const;
export type AccountStatus = (typeof accountStatuses)[number];
export const accountStatusLabels = {
  not_started: 'Not started',
  in_progress: 'In progress',
  reached: 'Reached',
  stopped: 'Stopped',
} as const satisfies Record<AccountStatus, string>;

export const aimLabels: Record<CooperationAim, string> = {
  sharing_intelligence: 'Sharing intelligence',
  investigation: 'Facilitating investigations',
  justice: 'Pursuing justice',
};

/** What a state may release: what was agreed, its account of aims and steps, its counts. */
export const releaseParts = ['terms', 'account', 'counts'] as const;
export type ReleasePart = (typeof releaseParts)[number];
export const releaseLabels: Record<ReleasePart, string> = {
  terms: 'What is agreed: status, contact bodies, steps and results',
  account: 'Our account of aims and steps',
  counts: 'Our numbers of meetings and joint operations',
};

export const countKinds = ['meetings', 'operations'] as const;
export type CountKind = (typeof countKinds)[number];
export const countLabels = {
  meetings: 'Meetings',
  operations: 'Joint operations',
} as const satisfies Record<CountKind, string>;
