-- Lost: the holds. Retention deletes the sessions that they kept.
alter table alert_sessions drop column hold_reason;
alter table alert_sessions drop column held_by;
alter table alert_sessions drop column held_at_us;
