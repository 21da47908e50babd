import { z } from 'zod';

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
  'reference',
  'library',
  'learning',
  'support',
  'national_target',
  'national_circumstance',
  'recommendation',
  'arrangement',
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

const day = z.iso.date();
const words = z.string().trim().max(200);

/** The filter of the audit log. Days are in UTC, both inclusive. */
export const auditFilter = z.object({
  kind: z.enum(auditKinds).optional(),
  /** A person's id. */
  person: words.optional(),
  /** Part of the subject: a name, a number, a code. */
  subject: words.optional(),
  reporter: words.optional(),
  round: words.optional(),
  from: day.optional(),
  to: day.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditFilterKeys = Object.keys(auditFilter.shape) as (keyof AuditFilter)[];

/** Reads the filter from a URL. Fields that cannot be read are left out and listed. */
export function parseAuditFilter(search: URLSearchParams): {
  filter: AuditFilter;
  unreadable: (keyof AuditFilter)[];
} {
  const filter: Record<string, string> = {};
  const unreadable: (keyof AuditFilter)[] = [];
  for (const key of auditFilterKeys) {
    const text = (search.get(key) ?? '').trim();
    if (text === '') continue;
    const read = auditFilter.shape[key].safeParse(text);
    if (read.success && read.data !== undefined) filter[key] = read.data;
    else unreadable.push(key);
  }
  return { filter, unreadable };
}

/** Returns the filter as a query string, without a question mark. */
export function serialiseAuditFilter(filter: AuditFilter, page = 1): string {
  const search = new URLSearchParams();
  for (const key of auditFilterKeys) {
    const value = filter[key];
    if (value !== undefined) search.set(key, value);
  }
  if (page > 1) search.set('page', String(page));
  return search.toString();
}
