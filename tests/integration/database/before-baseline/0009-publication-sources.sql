-- Which compilation of each of its rounds a publication was made from: needed to know what stood behind a figure that
-- has been corrected since.

create table tracker.publication_source (
  publication_number integer not null,
  compilation_id integer not null references tracker.compilation (id),
  primary key (publication_number, compilation_id)
);
create index publication_source_compilation on tracker.publication_source (compilation_id);

-- Until now each publication took the newest compilation that there was of each round.
insert into tracker.publication_source (publication_number, compilation_id)
select distinct on (e.publication_number, k.round_id) e.publication_number, k.id
from tracker.publication_event e
join published.round pr on pr.publication = e.publication_number
join tracker.round r on r.code = pr.code
join tracker.compilation k on k.round_id = r.id and k.created_at <= e.published_at
order by e.publication_number, k.round_id, k.number desc;

alter table tracker.publication_source enable row level security;
create policy publication_source_secretariat on tracker.publication_source for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
grant select, insert on tracker.publication_source to bohol_app;

create trigger history_is_kept before update or delete or truncate on tracker.publication_source
  for each statement execute function tracker.refuse_change();
create trigger publication_is_unsealed after insert on tracker.publication_source referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication_number');
