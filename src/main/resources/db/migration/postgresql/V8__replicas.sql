-- The replicas of the service that were seen lately, each with the schema that its build requires: who goes back to an older schema
-- has to know which of them could not serve from it.
create table replicas (
    replica_id     text collate "C" primary key,
    version        text not null,
    schema_version integer not null,
    schema_level   integer not null,
    started_at_us  bigint not null,
    seen_at_us     bigint not null
);
