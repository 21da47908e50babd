-- Who sees what. A table that is not named here is open to whoever has a grant on it (below): plan, lists,
-- participants and what is published are no secret. Of every other table, nobody of the runtime sees or writes a row
-- unless a line says so. Columns: table, name of the policy, what it allows, which rows that are there (using), which
-- rows may be written (with check), and for whom, where that is not the role of the application. Words in braces are
-- the rules that follow the table.
--
-- `(select …)` around a question about who is asking has it asked once for a statement and not for every row.
do $$
declare
  policy record;
  rule record;
begin
  for policy in select * from (values
    -- Plan
    ('tracker.round', 'round_read', 'select', 'true', null, null),
    ('tracker.round', 'round_add', 'insert', null, '{secretariat}', null),
    ('tracker.round', 'round_change', 'update', '{secretariat}', '{secretariat}', null),
    ('tracker.plan_amendment', 'plan_amendment_read', 'select', '{me} is not null', null, null),
    ('tracker.plan_amendment', 'plan_amendment_add', 'insert', null, '{secretariat}', null),
    ('tracker.activity_version', 'activity_version_read', 'select', 'true', null, null),
    ('tracker.activity_version', 'activity_version_add', 'insert', null, '{secretariat}', null),
    ('tracker.indicator_version', 'indicator_version_read', 'select', 'true', null, null),
    ('tracker.indicator_version', 'indicator_version_add', 'insert', null, '{secretariat}', null),
    ('tracker.plan_upload', 'plan_upload_own', 'all',
      'uploaded_by = {me} and {secretariat}',
      'uploaded_by = {me} and {secretariat}',
      null),
    -- People
    ('tracker.assignment', 'assignment_read', 'select', 'person_id = {me} or {overseer}', null, null),
    ('tracker.invitation', 'invitation_read', 'select', '{overseer}', null, null),
    ('tracker.invitation', 'invitation_make', 'insert',
      null,
      'invited_by = {me} and accepted_at is null and tracker.may_give_role({me}, role)',
      null),
    ('tracker.invitation', 'invitation_revoke', 'update', 'tracker.may_give_role({me}, role)', null, null),
    ('tracker.access_review', 'access_review_read', 'select', '{overseer}', null, null),
    ('tracker.access_review', 'access_review_decide', 'insert',
      null,
      'decided_by = {me} and tracker.may_give_role({me}, (select a.role from tracker.assignment a where a.id =
        access_review.assignment_id))',
      null),
    ('tracker.people_upload', 'people_upload_own', 'all',
      'uploaded_by = {me} and {overseer}',
      'uploaded_by = {me} and {overseer}',
      null),
    ('tracker.role_request', 'role_request_read', 'select',
      'person_id = {me} or {overseer} or {answering_reporter}',
      null,
      null),
    -- Reporting
    ('tracker.submission', 'submission_read', 'select', '{own_reporter} or {secretariat}', null, null),
    ('tracker.submission', 'submission_open', 'insert', null, '{secretariat}', null),
    ('tracker.submission', 'submission_move', 'update',
      '{own_reporter} or {secretariat}',
      '{own_reporter} or {secretariat}',
      null),
    ('tracker.activity_report', 'activity_report_read', 'select',
      '{readable_report} or {readable_activity}',
      null,
      null),
    ('tracker.activity_report', 'activity_report_open', 'insert',
      null,
      '{secretariat} and version = 0 and status_code is null and achievements = '''' and challenges = '''' and
        next_steps = ''''',
      null),
    ('tracker.activity_report', 'activity_report_write', 'update',
      '{writable_report} or {writable_activity}',
      '{writable_report} or {writable_activity}',
      null),
    ('tracker.indicator_report', 'indicator_report_read', 'select',
      '{readable_report} or {readable_indicator}',
      null,
      null),
    ('tracker.indicator_report', 'indicator_report_open', 'insert',
      null,
      '{secretariat} and version = 0 and note = ''''',
      null),
    ('tracker.indicator_report', 'indicator_report_write', 'update',
      '{writable_report} or {writable_indicator}',
      '{writable_report} or {writable_indicator}',
      null),
    ('tracker.indicator_value', 'indicator_value_write', 'all',
      '{writable_report} or {writable_cell}',
      '{writable_report} or {writable_cell}',
      null),
    ('tracker.indicator_value', 'indicator_value_read', 'select', '{readable_report} or {readable_cell}', null, null),
    ('tracker.evidence', 'evidence_read', 'select',
      '{own_report} or disclosure <> ''private'' and {readable_report} or {readable_item}',
      null,
      null),
    ('tracker.evidence', 'evidence_add', 'insert',
      null,
      'added_by = {me} and removed_at is null and case when purpose = ''clearance'' then {own_report} else
        {writable_report} or {writable_item} end',
      null),
    ('tracker.evidence', 'evidence_change', 'update',
      'removed_at is null and case when purpose = ''clearance'' then {own_report} else {writable_report} or
        {writable_item} end',
      '(removed_at is null) = (removed_by is null) and (removed_by is null or removed_by = {me})',
      null),
    ('tracker.query', 'query_read', 'select',
      '{secretariat} or sent_at is not null and ({own_report} or {readable_activity} or {readable_indicator})',
      null,
      null),
    ('tracker.query', 'query_raise', 'insert', null, '{secretariat}', null),
    ('tracker.query', 'query_change', 'update',
      '{secretariat} or sent_at is not null and ({writable_report} or {writable_activity} or {writable_indicator})',
      null,
      null),
    ('tracker.query', 'query_remove', 'delete', '{secretariat} and sent_at is null', null, null),
    ('tracker.submission_snapshot', 'snapshot_read', 'select', '{secretariat} or {own_report}', null, null),
    ('tracker.submission_snapshot', 'snapshot_take', 'insert', null, '{own_report_or_part}', null),
    ('tracker.decision', 'decision_read', 'select', '{secretariat} or {own_report_or_part}', null, null),
    ('tracker.decision', 'decision_take', 'insert',
      null,
      'decided_by = {me} and (submission_id in (select s.id from tracker.submission s))',
      null),
    ('tracker.revision', 'revision_read', 'select',
      'case when submission_id is null then {overseer} else changed_by = {me} or {own_report} end',
      null,
      null),
    ('tracker.revision', 'revision_add', 'insert',
      null,
      'changed_by = {me} and case when submission_id is null then {overseer} else {own_report_or_part} and
        ({own_report} or case subject when ''activity'' then (exists (select from tracker.activity a where a.code =
        revision.subject_key and (tracker.item_key(revision.submission_id, a.id) = any (((select
        tracker.viewer_agency_activities(true)))::bigint[])))) when ''indicator'' then (exists (select from
        tracker.indicator i where i.code = revision.subject_key and (tracker.item_key(revision.submission_id, i.id) =
        any (((select tracker.viewer_agency_indicators(true)))::bigint[])))) else true end) end',
      null),
    ('tracker.request_log', 'request_log_own', 'all', 'person_id = {me}', 'person_id = {me}', null),
    ('tracker.submission_progress', 'submission_progress_read', 'select',
      '{secretariat} or {own_report_or_part}',
      null,
      null),
    ('tracker.warning_reason', 'warning_reason_write', 'all',
      '{writable_report} or {writable_activity} or {writable_indicator}',
      'given_by = {me} and ({writable_report} or {writable_activity} or {writable_indicator})',
      null),
    ('tracker.warning_reason', 'warning_reason_read', 'select',
      '{readable_report} or {readable_activity} or {readable_indicator}',
      null,
      null),
    ('tracker.workbook_upload', 'workbook_upload_own', 'all',
      'uploaded_by = {me} and {own_report_or_part}',
      'uploaded_by = {me} and {own_report_or_part}',
      null),
    ('tracker.extension', 'extension_read', 'select', '{secretariat} or {own_report_or_part}', null, null),
    ('tracker.extension', 'extension_give', 'insert', null, '{secretariat} and given_by = {me}', null),
    -- Country
    ('tracker.responsibility', 'responsibility_read', 'select', '{own_reporter}', null, null),
    ('tracker.responsibility', 'responsibility_give', 'insert',
      null,
      '{focal_reporter} and assigned_by = {me} and ended_at is null',
      null),
    ('tracker.responsibility', 'responsibility_end', 'update',
      '{focal_reporter}',
      '{focal_reporter} and ended_by = {me}',
      null),
    ('tracker.delivery', 'delivery_read', 'select', '{own_report_or_part}', null, null),
    ('tracker.delivery', 'delivery_make', 'insert',
      null,
      'delivered_by = {me} and taken_back_at is null and tracker.viewer_writes_for(submission_id, agency_id)',
      null),
    ('tracker.delivery', 'delivery_take_back', 'update',
      'taken_back_at is null and tracker.viewer_writes_for(submission_id, agency_id)',
      'taken_back_by = {me}',
      null),
    ('tracker.readiness', 'readiness_read', 'select', '{own_report_or_part}', null, null),
    ('tracker.readiness', 'readiness_mark', 'insert', null, 'marked_by = {me} and {focal_report}', null),
    ('tracker.readiness', 'readiness_unmark', 'delete', '{own_report}', null, null),
    ('tracker.clearance', 'clearance_read', 'select', '{own_report}', null, null),
    ('tracker.clearance', 'clearance_make', 'insert', null, 'cleared_by = {me} and {own_report}', null),
    ('tracker.clearance_pack', 'clearance_pack_read', 'select', '{own_report}', null, null),
    ('tracker.clearance_pack', 'clearance_pack_make', 'insert', null, 'made_by = {me} and {own_report}', null),
    ('tracker.cooperation_comment', 'cooperation_comment_read', 'select',
      '(body_reporter_id = any (((select tracker.viewer_reporter_ids()))::integer[])) or {own_report}',
      null,
      null),
    ('tracker.cooperation_comment', 'cooperation_comment_write', 'insert',
      null,
      'written_by = {me} and withdrawn_at is null and tracker.may_comment(submission_id, activity_id,
        body_reporter_id)',
      null),
    ('tracker.cooperation_comment', 'cooperation_comment_withdraw', 'update',
      'written_by = {me} and withdrawn_at is null',
      'withdrawn_at is not null',
      null),
    -- Review
    ('tracker.review_mark', 'review_mark_own', 'all', 'person_id = {me}', 'person_id = {me} and {secretariat}', null),
    ('tracker.review_phrase', 'review_phrase_read', 'select', '{secretariat}', null, null),
    ('tracker.review_phrase', 'review_phrase_add', 'insert', null, '{secretariat} and changed_by = {me}', null),
    ('tracker.review_phrase', 'review_phrase_change', 'update', '{secretariat}', 'changed_by = {me}', null),
    ('tracker.compiler_note', 'compiler_note_read', 'select', '{secretariat}', null, null),
    ('tracker.compiler_note', 'compiler_note_add', 'insert', null, '{secretariat} and changed_by = {me}', null),
    ('tracker.compiler_note', 'compiler_note_change', 'update', '{secretariat}', 'changed_by = {me}', null),
    ('tracker.editorial_text', 'editorial_text_read', 'select', '{secretariat}', null, null),
    ('tracker.editorial_text', 'editorial_text_add', 'insert', null, '{secretariat} and changed_by = {me}', null),
    ('tracker.editorial_text', 'editorial_text_change', 'update', '{secretariat}', 'changed_by = {me}', null),
    ('tracker.review_text_revision', 'review_text_revision_read', 'select', '{secretariat}', null, null),
    ('tracker.desk_setting', 'desk_setting_read', 'select', 'true', null, null),
    ('tracker.desk_setting', 'desk_setting_change', 'update', '{administrator}', 'changed_by = {me}', null),
    ('tracker.review_approval', 'review_approval_read', 'select', '{secretariat}', null, null),
    ('tracker.review_approval', 'review_approval_give', 'insert', null, '{secretariat} and approved_by = {me}', null),
    ('tracker.bulk_acceptance', 'bulk_acceptance_read', 'select', '{secretariat}', null, null),
    ('tracker.bulk_acceptance', 'bulk_acceptance_make', 'insert',
      null,
      '{secretariat} and made_by = {me} and undone_at is null',
      null),
    ('tracker.bulk_acceptance', 'bulk_acceptance_undo', 'update',
      'made_by = {me} and undone_at is null',
      'undone_by = {me}',
      null),
    ('tracker.bulk_acceptance_item', 'bulk_acceptance_item_read', 'select', '{secretariat}', null, null),
    ('tracker.bulk_acceptance_item', 'bulk_acceptance_item_make', 'insert',
      null,
      'exists (select from tracker.bulk_acceptance b where b.id = bulk_acceptance_item.bulk_acceptance_id and
        b.made_by = {me})',
      null),
    -- Compilation
    ('tracker.compilation', 'compilation_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    ('tracker.compiled_submission', 'compiled_submission_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    ('tracker.compiled_activity_report', 'compiled_activity_report_secretariat', 'all',
      '{secretariat}',
      '{secretariat}',
      null),
    ('tracker.compiled_indicator_report', 'compiled_indicator_report_secretariat', 'all',
      '{secretariat}',
      '{secretariat}',
      null),
    ('tracker.compiled_value', 'compiled_value_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    ('tracker.compiled_evidence', 'compiled_evidence_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    -- Report
    ('tracker.comparability_note', 'comparability_read', 'select', 'true', null, null),
    ('tracker.comparability_note', 'comparability_add', 'insert', null, '{secretariat} and changed_by = {me}', null),
    ('tracker.comparability_note', 'comparability_change', 'update', '{secretariat}', 'changed_by = {me}', null),
    ('tracker.report_section', 'report_section_read', 'select', '{secretariat}', null, null),
    ('tracker.report_section', 'report_section_add', 'insert', null, '{secretariat} and changed_by = {me}', null),
    ('tracker.report_section', 'report_section_change', 'update', '{secretariat}', 'changed_by = {me}', null),
    ('tracker.report_section_revision', 'report_section_revision_read', 'select', '{secretariat}', null, null),
    ('tracker.report_comment', 'report_comment_read', 'select', '{secretariat}', null, null),
    ('tracker.report_comment', 'report_comment_add', 'insert',
      null,
      '{secretariat} and written_by = {me} and resolved_at is null',
      null),
    ('tracker.report_comment', 'report_comment_resolve', 'update',
      '{secretariat}',
      'resolved_by is null or resolved_by = {me}',
      null),
    ('tracker.comparability_revision', 'comparability_revision_read', 'select', '{secretariat}', null, null),
    ('tracker.report_draft', 'report_draft_own', 'select',
      'exists (select from tracker.report_edition e where e.draft_id = report_draft.id and e.edition = ''state'' and
        (e.{own_state}))',
      null,
      null),
    ('tracker.report_draft', 'report_draft_read', 'select', '{secretariat}', null, null),
    ('tracker.report_draft', 'report_draft_make', 'insert', null, '{secretariat} and made_by = {me}', null),
    ('tracker.report_edition', 'report_edition_own', 'select', 'edition = ''state'' and {own_state}', null, null),
    ('tracker.report_edition', 'report_edition_read', 'select', '{secretariat}', null, null),
    ('tracker.report_edition', 'report_edition_make', 'insert', null, '{secretariat}', null),
    ('tracker.report_file', 'report_file_own', 'select', 'edition = ''state'' and {own_state}', null, null),
    ('tracker.report_file', 'report_file_read', 'select', '{secretariat}', null, null),
    ('tracker.report_file', 'report_file_make', 'insert', null, '{secretariat}', null),
    ('tracker.report_approval', 'report_approval_read', 'select', '{secretariat}', null, null),
    ('tracker.report_approval', 'report_approval_make', 'insert', null, '{secretariat} and person_id = {me}', null),
    ('tracker.report_job', 'report_job_read', 'select', '{secretariat}', null, null),
    ('tracker.report_job', 'report_job_make', 'insert', null, '{secretariat} and asked_by = {me}', null),
    ('tracker.report_job', 'report_job_change', 'update', '{secretariat}', '{secretariat}', null),
    -- Publication
    ('tracker.publication_event', 'publication_event_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    ('tracker.publication_source', 'publication_source_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    ('published.report_file', 'report_file_secretariat', 'all', 'true', '{secretariat}', null),
    ('published.report_file', 'report_file_of_publication', 'select',
      'exists (select from published.publication p where p.compilation_sha256 = report_file.compilation_sha256 and
        p.content_sha256 = report_file.content_sha256)',
      null,
      'bohol_public'),
    ('tracker.publication_schedule', 'publication_schedule_secretariat', 'all',
      '{secretariat}',
      '{secretariat}',
      null),
    ('published.withdrawal', 'withdrawal_read', 'select', 'true', null, 'bohol_app, bohol_public'),
    ('published.withdrawal', 'withdrawal_make', 'insert', null, '{secretariat}', null),
    ('tracker.consent_request', 'consent_request_read', 'select', '{secretariat} or {own_report}', null, null),
    ('tracker.consent_request', 'consent_request_make', 'insert',
      null,
      '{secretariat} and requested_by = {me}',
      null),
    ('tracker.consent_answer', 'consent_answer_read', 'select',
      '{secretariat} or (request_id in (select q.id from tracker.consent_request q join tracker.submission s on s.id =
        q.submission_id where s.reporter_id = any (((select tracker.viewer_whole_reporter_ids()))::integer[])))',
      null,
      null),
    ('published.leading_plan', 'leading_plan_read', 'select', 'true', null, 'bohol_app, bohol_public'),
    ('published.leading_plan', 'leading_plan_choose', 'insert', null, '{secretariat}', null),
    ('published.report_document', 'report_document_secretariat', 'all', 'true', '{secretariat}', null),
    ('published.report_document', 'report_document_of_publication', 'select',
      'exists (select from published.publication p where p.compilation_sha256 = report_document.compilation_sha256 and
        p.content_sha256 = report_document.content_sha256)',
      null,
      'bohol_public'),
    ('tracker.consent_change', 'consent_change_read', 'select',
      'answer_id in (select a.id from tracker.consent_answer a)',
      null,
      null),
    ('tracker.figure_trace', 'figure_trace_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    ('tracker.publication_trace', 'publication_trace_secretariat', 'all', '{secretariat}', '{secretariat}', null),
    -- Library
    ('tracker.library_item', 'library_read', 'select', '{secretariat}', null, null),
    ('tracker.library_item', 'library_add', 'insert', null, '{secretariat} and changed_by = {me}', null),
    ('tracker.library_item', 'library_change', 'update', '{secretariat}', 'changed_by = {me}', null),
    ('tracker.library_revision', 'library_revision_read', 'select', '{secretariat}', null, null),
    ('tracker.judgement_rating', 'judgement_rating_read', 'select', 'true', null, null),
    ('tracker.learning_entry', 'learning_entry_secretariat', 'all',
      '{secretariat}',
      '{secretariat} and changed_by = {me}',
      null),
    ('tracker.learning_revision', 'learning_revision_secretariat', 'select', '{secretariat}', null, null),
    -- Mail
    ('tracker.mail', 'mail_send', 'all', 'true', 'true', 'bohol_jobs'),
    ('tracker.mail', 'mail_read', 'select', '{overseer} or person_id = {me}', null, null),
    ('tracker.mail', 'mail_about_sign_in', 'insert',
      null,
      'kind = ''failed_sign_ins'' and status = ''waiting'' and not is_secret and submission_id is null and to_address
        = ((select p.email from auth.person p where p.id = mail.person_id))',
      'bohol_auth'),
    ('tracker.mail', 'mail_of_accounts', 'insert',
      null,
      'status = ''waiting'' and submission_id is null and not is_secret and attachment is null and (kind in
        (''role_news'', ''password_set''))',
      'bohol_auth'),
    ('tracker.mail', 'mail_of_roles', 'insert',
      null,
      'status = ''waiting'' and submission_id is null and not is_secret and attachment is null and (kind in
        (''role_news'', ''role_given'', ''role_waits'', ''role_decided'', ''role_ended'')) and cardinality((select
        tracker.viewer_reporter_ids())) > 0',
      null),
    ('tracker.mail', 'mail_write', 'insert',
      null,
      'status = ''waiting'' and ({overseer} or {own_report_or_part})',
      null),
    -- Audit
    ('tracker.audit_entry', 'audit_entry_read', 'select', '{overseer}', null, null)
  ) as line (on_table, name, verb, rows_there, rows_written, roles)
  loop
    for rule in select * from (values
    -- Of a reporter for which somebody works as a whole: focal point, clearing officer, contributor without an agency.
    ('{own_report}', 'submission_id in (select s.id from tracker.submission s where s.reporter_id = any ((select
      tracker.viewer_whole_reporter_ids())::integer[]))'),
    -- The same, or contributor of an agency: its part only.
    ('{own_report_or_part}', 'submission_id in (select s.id from tracker.submission s where s.reporter_id = any ((select
      tracker.viewer_reporter_ids())::integer[]))'),
    -- Of a reporter whose focal point somebody is.
    ('{focal_report}', 'submission_id in (select s.id from tracker.submission s where s.reporter_id = any ((select
      tracker.viewer_focal_reporter_ids())::integer[]))'),
    -- A report that may be read as a whole: by its people, and by the secretariat once it was sent.
    ('{readable_report}', 'submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[])'),
    -- A report that may be written as a whole, while it is open.
    ('{writable_report}', 'submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])'),
    -- An activity that the agency of a contributor holds.
    ('{readable_activity}', 'tracker.item_key(submission_id, activity_id) = any ((select
      tracker.viewer_agency_activities(false))::bigint[])'),
    -- The same, while the report is open.
    ('{writable_activity}', 'tracker.item_key(submission_id, activity_id) = any ((select
      tracker.viewer_agency_activities(true))::bigint[])'),
    -- An indicator of which the agency holds something.
    ('{readable_indicator}', 'tracker.item_key(submission_id, indicator_id) = any ((select
      tracker.viewer_agency_indicators(false))::bigint[])'),
    -- The same, while the report is open.
    ('{writable_indicator}', 'tracker.item_key(submission_id, indicator_id) = any ((select
      tracker.viewer_agency_indicators(true))::bigint[])'),
    -- A figure that the agency holds.
    ('{readable_cell}', 'tracker.cell_is_among((select tracker.viewer_agency_cells(false)),
      tracker.item_key(submission_id, indicator_id), dimension_code, category_code, (select
      tracker.viewer_held_parts()))'),
    -- The same, while the report is open.
    ('{writable_cell}', 'tracker.cell_is_among((select tracker.viewer_agency_cells(true)),
      tracker.item_key(submission_id, indicator_id), dimension_code, category_code, (select
      tracker.viewer_held_parts()))'),
    -- Evidence of what the agency holds.
    ('{readable_item}', 'tracker.evidence_is_among(tracker.item_key(submission_id, activity_id),
      tracker.item_key(submission_id, indicator_id), cell, (select tracker.viewer_agency_activities(false)), (select
      tracker.viewer_agency_indicators(false)), (select tracker.viewer_agency_cells(false)), (select
      tracker.viewer_held_parts()))'),
    -- The same, while the report is open.
    ('{writable_item}', 'tracker.evidence_is_among(tracker.item_key(submission_id, activity_id),
      tracker.item_key(submission_id, indicator_id), cell, (select tracker.viewer_agency_activities(true)), (select
      tracker.viewer_agency_indicators(true)), (select tracker.viewer_agency_cells(true)), (select
      tracker.viewer_held_parts()))'),
    -- A reporter for which somebody works.
    ('{own_reporter}', 'reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])'),
    -- One whose focal point somebody is.
    ('{focal_reporter}', 'reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])'),
    -- One for which somebody decides on roles that are asked for.
    ('{answering_reporter}', 'reporter_id = any ((select tracker.viewer_answering_reporter_ids())::integer[])'),
    -- A state whose edition of a report somebody may read.
    ('{own_state}', 'scope = any ((select tracker.viewer_edition_states())::text[])'),
    -- An officer of the secretariat.
    ('{secretariat}', '(select tracker.viewer_is_secretariat())'),
    -- An officer of the secretariat or an administrator.
    ('{overseer}', '(select tracker.viewer_has_role(array[''secretariat_officer'', ''administrator'']))'),
    -- An administrator.
    ('{administrator}', '(select tracker.viewer_has_role(array[''administrator'']))'),
    -- Who is asking.
    ('{me}', '(select tracker.viewer_id())')
    ) as line (name, holds)
    loop
      policy.rows_there := replace(policy.rows_there, rule.name, rule.holds);
      policy.rows_written := replace(policy.rows_written, rule.name, rule.holds);
    end loop;
    execute format('alter table %s enable row level security', policy.on_table);
    execute format('create policy %I on %s for %s to %s', policy.name, policy.on_table, policy.verb,
        coalesce(policy.roles, 'bohol_app'))
      || coalesce(' using (' || policy.rows_there || ')', '')
      || coalesce(' with check (' || policy.rows_written || ')', '');
  end loop;
end
$$;

-- Reached by functions alone: no line allows anything.
alter table tracker.consent_link enable row level security;
alter table tracker.audit_pending enable row level security;

-- What each role may do with a table at all.

grant insert on
  tracker.mail
  to bohol_app;

grant select on
  published.signing_key, tracker.agency, tracker.assignment, tracker.audit_entry, tracker.comparability_revision,
  tracker.consent_answer, tracker.consent_change, tracker.desk_setting, tracker.judgement_rating,
  tracker.learning_revision, tracker.library_kind, tracker.library_revision, tracker.member_state,
  tracker.membership, tracker.report_section_revision, tracker.review_text_revision, tracker.role_request,
  tracker.submission_progress, tracker.submission_transition, tracker.translation
  to bohol_app;

grant select, insert on
  published.document, published.leading_plan, published.publication, published.publication_document,
  published.report_document, published.report_file, published.seal, published.search_entry, published.search_word,
  published.stored_file, published.withdrawal, tracker.access_review, tracker.activity_version,
  tracker.bulk_acceptance, tracker.bulk_acceptance_item, tracker.clearance, tracker.clearance_pack,
  tracker.comparability_note, tracker.compilation, tracker.compiled_activity_report, tracker.compiled_evidence,
  tracker.compiled_indicator_report, tracker.compiled_submission, tracker.compiled_value, tracker.compiler_note,
  tracker.consent_request, tracker.cooperation_comment, tracker.decision, tracker.delivery, tracker.editorial_text,
  tracker.evidence, tracker.extension, tracker.figure_trace, tracker.indicator_version, tracker.invitation,
  tracker.library_item, tracker.plan_amendment, tracker.publication_event, tracker.publication_source,
  tracker.publication_trace, tracker.report_approval, tracker.report_comment, tracker.report_draft,
  tracker.report_edition, tracker.report_file, tracker.report_job, tracker.report_section, tracker.request_log,
  tracker.responsibility, tracker.review_approval, tracker.review_phrase, tracker.revision,
  tracker.submission_snapshot
  to bohol_app;

grant select, insert, delete on
  tracker.people_upload, tracker.plan_upload, tracker.readiness, tracker.workbook_upload
  to bohol_app;

grant select, insert, update on
  tracker.actip_article, tracker.activity_report, tracker.activity_status, tracker.category, tracker.choice,
  tracker.dimension, tracker.indicator_report, tracker.learning_entry, tracker.lens, tracker.mandate,
  tracker.partner, tracker.plan, tracker.publication_schedule, tracker.reporter, tracker.round,
  tracker.sectoral_body, tracker.submission, tracker.tag
  to bohol_app;

grant select, insert, update, delete on
  tracker.activity, tracker.activity_article, tracker.activity_body, tracker.activity_partner, tracker.activity_state,
  tracker.activity_tag, tracker.baseline, tracker.indicator, tracker.indicator_dimension,
  tracker.indicator_reporting_body, tracker.indicator_value, tracker.lens_activity, tracker.lens_indicator,
  tracker.objective, tracker.plan_status, tracker.query, tracker.review_mark, tracker.target, tracker.thematic_area,
  tracker.validation_rule, tracker.warning_reason
  to bohol_app;

grant select on
  published.document, published.leading_plan, published.publication, published.publication_document,
  published.report_document, published.report_file, published.seal, published.search_entry, published.search_word,
  published.signing_key, published.stored_file, published.withdrawal
  to bohol_public;

grant insert on
  tracker.mail
  to bohol_auth;

grant select on
  auth.sign_in_watch
  to bohol_auth;

grant select, insert, update, delete on
  auth.account, auth.person, auth.session, auth.try_counter, auth.verification
  to bohol_auth;

grant select, insert on
  tracker.mail
  to bohol_jobs;

-- And with some columns of one only.

grant select (id, name, email, disabled_at, seen_on) on auth.person to bohol_app;
grant update (applied_at) on tracker.plan_upload to bohol_app;
grant update (revoked_at) on tracker.invitation to bohol_app;
grant update (content, applied_at, outcome) on tracker.people_upload to bohol_app;
grant update (title, disclosure, removed_at, removed_by) on tracker.evidence to bohol_app;
grant update (applied_at, applied) on tracker.workbook_upload to bohol_app;
grant update (withdrawn_at) on tracker.cooperation_comment to bohol_app;
grant update (taken_back_by, taken_back_at) on tracker.delivery to bohol_app;
grant update (ended_by, ended_at) on tracker.responsibility to bohol_app;
grant update (undone_by, undone_at) on tracker.bulk_acceptance to bohol_app;
grant update (words, version, changed_by, changed_at, ended_at) on tracker.compiler_note to bohol_app;
grant update (is_on, version, changed_by, changed_at) on tracker.desk_setting to bohol_app;
grant update (words, times_submitted, version, changed_by, changed_at, withdrawn) on tracker.editorial_text to
  bohol_app;
grant update (title, words, version, changed_by, changed_at, ended_at) on tracker.review_phrase to bohol_app;
grant update (round_id, kind, note, until_round_id, withdrawn, version, changed_by, changed_at) on
  tracker.comparability_note to bohol_app;
grant update (resolved_by, resolved_at) on tracker.report_comment to bohol_app;
grant update (state, done, fault, changed_at) on tracker.report_job to bohol_app;
grant update (text, facts, version, changed_by, changed_at) on tracker.report_section to bohol_app;
grant update (kind_code, title, summary, happened_on, year, ended_on, organisers, place, url, basis, states, bodies,
  partners, activities, lenses, released, version, changed_by, changed_at) on tracker.library_item to bohol_app;
grant select (id, person_id, to_address, kind, subject, is_secret, submission_id, memory, attachment_name,
  created_at, status, attempts, tried_at, sent_at, message_id, last_error) on tracker.mail to bohol_app;
grant update (subject, body, status, attempts, tried_at, sent_at, message_id, last_error) on tracker.mail to
  bohol_jobs;
