-- What the secretariat chooses for the cover and the contents of a draft, and what must be mended before it is signed.
alter table tracker.report_draft
  add column meeting_on date,
  -- A PNG in base64.
  add column emblem text check (length(emblem) <= 400000),
  -- The parts of each edition in their order, by the edition's key; null for those that the edition has by itself.
  add column parts jsonb check (parts is null or jsonb_typeof(parts) = 'object'),
  -- [{section, title, line, message}], null for drafts of before: references without a figure, and numbers that no longer agree with the tables.
  add column problems jsonb check (problems is null or jsonb_typeof(problems) = 'array');

alter table published.report_document
  add column emblem text check (length(emblem) <= 400000);
