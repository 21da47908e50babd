-- An activity can be split: it ends, and others that are added go on with it. Each of those says out of which it came.

alter table tracker.activity
  add column split_from_id integer references tracker.activity (id),
  add constraint activity_split_from_another check (split_from_id <> id);
create index activity_split_from on tracker.activity (split_from_id) where split_from_id is not null;

-- Publications tell it at both ends.
alter table published.plan_change drop constraint plan_change_kind_check;
alter table published.plan_change
  add column split_into text[],
  add column split_from text,
  add constraint plan_change_kind_check check (kind in ('reworded', 'added', 'ended', 'merged', 'split')),
  add constraint plan_change_split_names_others check ((kind = 'split') = (split_into is not null));
