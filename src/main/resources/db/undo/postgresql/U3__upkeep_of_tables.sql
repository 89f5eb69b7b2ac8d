-- Loses nothing: settings of a table and of an index.
alter table alert_sessions reset (autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_scale_factor,
    autovacuum_analyze_scale_factor);
alter index ix_alert_sessions_search reset (gin_pending_list_limit);
