import { sql } from 'drizzle-orm';

/**
 * Joins to a submission `s` the officer `w` who is assigned to review it, and the assignment `held`: the newest counts,
 * as long as the officer has the role and an account.
 */
export const joinReviewer = sql`
  left join lateral (select v.reviewer_id, v.assigned_by, v.assigned_at from tracker.review_assignment v where v.submission_id = s.id
    order by v.id desc limit 1) held on true
  left join auth.person w on w.id = held.reviewer_id and w.disabled_at is null and exists (
    select from tracker.assignment a where a.person_id = w.id and a.role = 'secretariat_officer' and a.revoked_at is null)`;
