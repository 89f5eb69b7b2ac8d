-- A session on hold is neither deleted by retention nor erased.
alter table alert_sessions add column held_at_us bigint;
alter table alert_sessions add column held_by text;
alter table alert_sessions add column hold_reason text;
