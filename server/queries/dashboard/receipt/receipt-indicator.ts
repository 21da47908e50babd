import { type SQL, sql } from 'drizzle-orm';

/** A row of `published.indicator` named `i`, as JSON in the form of `ReceiptIndicator`. */
export const receiptIndicatorJson: SQL = sql`json_build_object('code', i.code, 'title', i.title,
  'measure', i.measure, 'unit', i.unit, 'aggregation', i.aggregation, 'reportedBy', i.reported_by,
  'disclosureClass', i.disclosure_class, 'personCount', i.person_count,
  'crossBorderOverlap', i.cross_border_overlap, 'definition', i.definition, 'countingRule', i.counting_rule,
  'numeratorLabel', i.numerator_label, 'denominatorLabel', i.denominator_label, 'choices', i.choices)`;
