-- A question can be sent while the report stays submitted: those who read it there may answer it, and change nothing else
-- of the report. Whose report it is, and which part, is asked as for reading; see 0020-viewer-once.sql.
create policy query_answer on tracker.query for update to bohol_app
  using (sent_at is not null and resolved_at is null
    and (submission_id = any ((select tracker.viewer_own_submission_ids(false))::integer[])
      or tracker.item_key(submission_id, activity_id) = any ((select
        tracker.viewer_agency_activities(false))::bigint[])
      or tracker.item_key(submission_id, indicator_id) = any ((select
        tracker.viewer_agency_indicators(false))::bigint[]))
    and exists (select from tracker.submission s where s.id = submission_id and s.status = 'submitted'));
