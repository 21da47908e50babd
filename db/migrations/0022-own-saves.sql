create index concurrently if not exists revision_own on tracker.revision (submission_id, changed_by, id);
