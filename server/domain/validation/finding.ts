/** Errors block clearance, warnings ask for a reason, gaps are what is due and not there. */
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
  /** What is odd, with the figures that make it so: another figure is another sentence. */
  sentence: string;
  /** What it usually means and what to do; empty where the sentence says it all. */
  advice: string;
};
