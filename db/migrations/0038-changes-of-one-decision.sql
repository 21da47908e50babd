-- Several changes of a plan can be made by one decision: rows with the same number belong together.
set local lock_timeout = '5s';

alter table tracker.plan_amendment drop constraint plan_amendment_plan_id_number_key;
create index plan_amendment_number on tracker.plan_amendment (plan_id, number);
