-- The words behind tags and treaty articles go into a publication too, so that an old one reads as it did.

create table published.tag (
  publication integer not null references published.publication (number),
  code text not null,
  name text not null,
  primary key (publication, code)
);

create table published.actip_article (
  publication integer not null references published.publication (number),
  code text not null,
  title text not null,
  chapter text not null,
  position integer not null,
  primary key (publication, code)
);

create trigger history_is_kept before update or delete or truncate on published.tag
  for each statement execute function tracker.refuse_change();
create trigger history_is_kept before update or delete or truncate on published.actip_article
  for each statement execute function tracker.refuse_change();

grant select, insert on published.tag, published.actip_article to bohol_app;
grant select on published.tag, published.actip_article to bohol_public;
create trigger publication_is_unsealed after insert on published.tag referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication');
create trigger publication_is_unsealed after insert on published.actip_article referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication');
