-- Events of alerts are found by their alert: by streams with a fingerprint, and by erasures. The service writes them with the episodes,
-- in the same transaction, because a single place writes those (docs/adr/0008-events-are-numbered-after-their-commit.md).
--
-- Reads the table of events once.

create index ix_events_fingerprint on events (fingerprint, id) where fingerprint is not null;
