-- The checksum of the code that built a publication. The next one of the plan takes over what has not changed only where
-- the same code builds it. Null for publications from before this.
alter table tracker.publication_event add column built_by text check (built_by ~ '^[0-9a-f]{64}$');
