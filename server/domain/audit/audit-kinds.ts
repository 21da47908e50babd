/**
 * The subjects of audit entries. The database writes these words (migrations 0019 and 0023): its own
 * triggers, and revisions that belong to no report.
 */
export const auditKinds = [
  'decision',
  'clearance',
  'change',
  'round',
  'extension',
  'compilation',
  'report_section',
  'comparability',
  'report_draft',
  'consent',
  'publication',
  'publication_schedule',
  'withdrawal',
  'plan',
  'leading_plan',
  'library',
  'learning',
  'assignment',
  'invitation',
  'access_review',
  'person',
  'sign_in',
  'seen',
  'desk_setting',
  'review_text',
  'bulk_acceptance',
  'record',
] as const;
export type AuditKind = (typeof auditKinds)[number];
