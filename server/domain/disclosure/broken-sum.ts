/**
 * A sum of unknown figures that can be worked out from what is shown, though nobody shows it, and that breaks a
 * rule for shown sums.
 */
export type BrokenSum = {
  /** The rows of the system that are combined. */
  rows: number[];
  /** The reporters whose unknown figures are in it. */
  owners: number[];
};

/** Two sums are the same if the same reporters' figures are left of the same rows. */
export const buildSumKey = ({ rows, owners }: BrokenSum) => `${rows.join()} ${owners.join()}`;
