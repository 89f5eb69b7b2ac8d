-- Lost: the holds, and which sessions were erased. Retention deletes the sessions that the holds kept.
drop trigger tr_alert_sessions_held;
drop index ix_idempotency_keys_subject;
alter table idempotency_keys drop column subject_id;
alter table alert_sessions drop column erased_at_us;
alter table alert_sessions drop column hold_reason;
alter table alert_sessions drop column held_by;
alter table alert_sessions drop column held_at_us;
