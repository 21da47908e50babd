-- How many reporters with a hidden figure a total needs in the restricted editions of a round's report, unless it has none.
-- What was decided, by whom and why is in the history.
set local lock_timeout = '5s';
alter table tracker.round add column edition_rule integer not null default 4 check (edition_rule between 3 and 5);
