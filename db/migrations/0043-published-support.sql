-- A published support whose partner has not agreed to show amounts has none. No document of this kind is there yet, so
-- nothing has to be validated.
set local lock_timeout = '5s';
alter table published.document add constraint document_support check (case kind when 'support' then
  not body::jsonb @? '$."body"."entries"[*]?(@."amounts" != "shown" && exists(@."lines"[*]))'::jsonpath else true end)
  not valid;
