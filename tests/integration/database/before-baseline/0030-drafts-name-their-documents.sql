-- What was approved is what goes out, or the secretariat is told what has changed since.

-- What the public edition of a draft was built from: the checksum of each document of the publication by its address, as
-- public_content_sha256 is of all of them. Drafts from before this do not have it, so what has changed since cannot be
-- named for them.
alter table tracker.report_draft add column public_documents jsonb
  check (public_documents is null or jsonb_typeof(public_documents) = 'object');

-- Whoever set the minute has said that the approved report does not go along.
alter table tracker.publication_schedule add column without_report boolean not null default false;
