import type { NationalTargetStatus } from '#server/domain/target/national-target.rules.ts';

/** Where the secretariat decides on a state's national targets for an indicator. */
export const buildDecisionPath = (round: string, reporter: string, code: string): string =>
  `/secretariat/targets/${[round, reporter, code].map(encodeURIComponent).join('/')}`;

/** How far national targets have come, as tags and lists say it. */
export const describeTargetStatus = (
  step: { status: NationalTargetStatus; returnedBy: 'state' | 'secretariat' | null } | null,
): string => {
  switch (step?.status) {
    case undefined:
      return 'Not proposed';
    case 'proposed':
      return 'Proposed, waits for clearance';
    case 'cleared':
      return 'Cleared, waits for the secretariat';
    case 'accepted':
      return 'Accepted';
    case 'returned':
      return step?.returnedBy === 'state'
        ? 'Returned by the clearing officer'
        : 'Returned by the secretariat';
  }
};

/** What was done, as the history says it. */
export const describeTargetStep = (step: {
  status: NationalTargetStatus;
  returnedBy: 'state' | 'secretariat' | null;
}): string =>
  ({ proposed: 'Proposed', cleared: 'Cleared', accepted: 'Accepted', returned: describeTargetStatus(step) })[
    step.status
  ];

/** What the secretariat's page says after a decision. */
export const targetDecided: Record<string, string> = {
  'accept-circumstance': 'The national circumstances are accepted.',
  'return-circumstance': 'The national circumstances are returned to the state.',
  accept: 'The national targets are accepted.',
  return: 'The national targets are returned to the state.',
};

/** The secretariat's list; a plan other than the newest is named. */
export const buildDecisionsPath = (plan: string | undefined, done = ''): string => {
  const search = new URLSearchParams({ ...(plan ? { plan } : {}), ...(done ? { done } : {}) }).toString();
  return `/secretariat/targets${search ? `?${search}` : ''}`;
};
