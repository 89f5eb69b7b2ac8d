-- Lost: which alerts sessions investigate. The episodes stay.
drop index ix_alert_sessions_unmigrated;
drop index ix_alert_sessions_alert;
alter table alert_sessions drop column alert_starts_at_us;
alter table alert_sessions drop column alert_fingerprint;
alter table alert_sessions drop column alert_source;
