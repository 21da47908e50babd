import { z } from 'zod';
import { auditKinds } from './audit-kinds.ts';

const day = z.iso.date();
const words = z.string().trim().max(200);

/** What the audit is narrowed to. Days are in UTC, both included. */
export const auditFilter = z.object({
  kind: z.enum(auditKinds).optional(),
  /** The id of a person. */
  person: words.optional(),
  /** Part of what something was done to: a name, a number, a code. */
  subject: words.optional(),
  reporter: words.optional(),
  round: words.optional(),
  from: day.optional(),
  to: day.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditFilterKeys = Object.keys(auditFilter.shape) as (keyof AuditFilter)[];

/** Reads the filter from an address; what cannot be read is named, and left out. */
export function readAuditFilter(search: URLSearchParams): {
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

/** The filter as an address says it, without a question mark. */
export function writeAuditFilter(filter: AuditFilter, page = 1): string {
  const search = new URLSearchParams();
  for (const key of auditFilterKeys) {
    const value = filter[key];
    if (value !== undefined) search.set(key, value);
  }
  if (page > 1) search.set('page', String(page));
  return search.toString();
}
