-- Addresses of partners come from an uploaded plan and go out in files that people open: only pages of the web. What
-- stands there without a scheme gets one; anything else is no address and goes.
update tracker.partner set url = case
    when url ~ '^[[:alnum:]_-]+(\.[[:alnum:]_-]+)+([/?#][^[:space:][:cntrl:]]*)?$' and length(url) <= 1992
      then 'https://' || url
  end
where url !~* '^https?://[^[:space:][:cntrl:]]+$' or length(url) > 2000;

-- Added without a look at the rows, which takes no lock for long, and then checked.
alter table tracker.partner add constraint partner_url_is_a_web_address
  check (url ~* '^https?://[^[:space:][:cntrl:]]+$' and length(url) <= 2000) not valid;
alter table tracker.partner validate constraint partner_url_is_a_web_address;

-- What was taken out of a file before it was stored; said beside it. Files of before have nothing to say.
alter table tracker.evidence add column removed_contents text[] not null default '{}';
alter table tracker.evidence add constraint evidence_removed_contents_are_known
  check (removed_contents <@ array['links', 'fields', 'formulas', 'actions', 'files']) not valid;
alter table tracker.evidence validate constraint evidence_removed_contents_are_known;
