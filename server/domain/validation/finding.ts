/** Errors block clearance, warnings need a reason, gaps are due and missing. */
export type FindingKind = 'error' | 'warning' | 'gap';

export type Finding = {
  kind: FindingKind;
  /** The rule that found it, such as "unlikely_jump". */
  rule: string;
  subject: 'activity' | 'indicator' | 'report';
  /** The code of the activity or indicator; empty for the whole report. */
  code: string;
  /** The field on its page that the finding is about. */
  field: string;
  /** The oddity, with the figures that cause it: another figure makes another sentence. */
  sentence: string;
  /** What it usually means and what to do; empty if the sentence says it all. */
  advice: string;
};
