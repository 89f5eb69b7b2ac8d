-- How PostgreSQL looks after the table that everybody reads while everybody writes. docs/performance.md has the measurements.

-- A count up to its bound reads an index alone as long as the rows' pages are known to be visible to all. By default that is
-- found out after a fifth of the table is new; the newest rows are the ones that are counted.
alter table alert_sessions set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02);

-- Trigrams of new rows are gathered and merged into the index by whoever fills the list. With 4 MB of them, the default, that
-- INSERT, and all that were sent along with it, took tens of milliseconds.
alter index ix_alert_sessions_search set (gin_pending_list_limit = 512);
