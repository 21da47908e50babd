-- What is history is kept: rows are added and never changed, whoever asks. And what is added is told in the audit.

-- No row of these is changed or removed.
do $$
declare
  guarded text;
begin
  foreach guarded in array array[
    'published.document', 'published.leading_plan', 'published.publication', 'published.publication_document',
    'published.report_document', 'published.report_file', 'published.seal', 'published.search_entry',
    'published.search_word', 'published.signing_key', 'published.stored_file', 'published.withdrawal',
    'tracker.access_review', 'tracker.activity_version', 'tracker.audit_entry', 'tracker.bulk_acceptance_item',
    'tracker.clearance', 'tracker.clearance_pack', 'tracker.comparability_revision', 'tracker.compilation',
    'tracker.compiled_activity_report', 'tracker.compiled_evidence', 'tracker.compiled_indicator_report',
    'tracker.compiled_submission', 'tracker.compiled_value', 'tracker.consent_answer', 'tracker.consent_change',
    'tracker.consent_link', 'tracker.consent_request', 'tracker.decision', 'tracker.extension',
    'tracker.figure_trace', 'tracker.indicator_version', 'tracker.learning_revision', 'tracker.library_revision',
    'tracker.plan_amendment', 'tracker.publication_event', 'tracker.publication_source',
    'tracker.publication_trace', 'tracker.report_approval', 'tracker.report_draft', 'tracker.report_edition',
    'tracker.report_file', 'tracker.report_section_revision', 'tracker.review_approval',
    'tracker.review_text_revision', 'tracker.revision', 'tracker.submission_snapshot']
  loop
    execute format('create trigger history_is_kept before delete or update or truncate on %s
      for each statement execute function tracker.refuse_change()', guarded);
  end loop;
end
$$;

-- A row of these changes until it has ended, and is never removed.
do $$
declare
  guarded text;
begin
  foreach guarded in array array[
    'tracker.learning_entry', 'tracker.publication_schedule', 'tracker.role_request']
  loop
    execute format('create trigger history_is_kept before delete or truncate on %s
      for each statement execute function tracker.refuse_change()', guarded);
  end loop;
end
$$;

-- Whatever is added to these is told in the audit.
do $$
declare
  audited regclass;
begin
  foreach audited in array array[
    'published.leading_plan', 'published.publication', 'published.withdrawal', 'tracker.access_review',
    'tracker.assignment', 'tracker.bulk_acceptance', 'tracker.bulk_acceptance_item', 'tracker.clearance',
    'tracker.comparability_revision', 'tracker.compilation', 'tracker.consent_answer', 'tracker.consent_change',
    'tracker.consent_request', 'tracker.decision', 'tracker.extension', 'tracker.invitation',
    'tracker.learning_revision', 'tracker.plan_amendment', 'tracker.publication_event', 'tracker.report_approval',
    'tracker.report_draft', 'tracker.report_section_revision', 'tracker.review_approval',
    'tracker.review_text_revision', 'tracker.revision', 'tracker.role_request', 'tracker.submission_snapshot']::regclass[]
  loop
    execute format('create trigger insert_is_audited after insert on %s referencing new table as added
      for each statement execute function tracker.tell_insert_of_%s()', audited,
      (select c.relname from pg_class c where c.oid = audited));
  end loop;
end
$$;

-- Whatever is changed in these is told too.
do $$
declare
  audited regclass;
begin
  foreach audited in array array[
    'tracker.assignment', 'tracker.bulk_acceptance', 'tracker.invitation', 'tracker.role_request']::regclass[]
  loop
    execute format('create trigger update_is_audited after update on %s referencing new table as added
      for each statement execute function tracker.tell_update_of_%s()', audited,
      (select c.relname from pg_class c where c.oid = audited));
  end loop;
end
$$;
