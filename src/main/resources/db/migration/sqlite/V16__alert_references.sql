-- The alert that a session investigates: its source, its fingerprint and the startsAt that was reported of it. It refers to no row,
-- so it may name an alert that is reported only later. It belongs to the last episode that starts there or before.
alter table alert_sessions add column alert_source text;
alter table alert_sessions add column alert_fingerprint text;
alter table alert_sessions add column alert_starts_at_us integer;
create index ix_alert_sessions_alert on alert_sessions (alert_fingerprint, alert_source, started_at_us) where alert_fingerprint is not null;

-- The sessions of alerts that an older version made. A job makes episodes of them once, and the index becomes empty.
create index ix_alert_sessions_unmigrated on alert_sessions (session_id)
where (agent_type = 'alertmanager') is true and chain_id = 'alertmanager' and alert_fingerprint is null and alert_id like '%@%';
