/** Whether a reporter has reported for a round; never merged with "was not asked". */
export type CoverageState = 'reported' | 'not_reported' | 'not_due';

/** A reporter and whether it has reported for each round, in the order of the rounds. */
export type CoverageRow = {
  code: string;
  name: string;
  kind: 'state' | 'body';
  states: CoverageState[];
};
