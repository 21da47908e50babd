-- Bodies write their acronyms as they do, in small letters too. Two must still differ by more than that.
set local lock_timeout = '5s';

alter table tracker.sectoral_body
  drop constraint sectoral_body_acronym_check,
  add constraint sectoral_body_acronym_check check (acronym ~ '^[A-Z][A-Za-z0-9-]{1,11}$') not valid;
create unique index sectoral_body_acronym_once on tracker.sectoral_body (lower(acronym));
