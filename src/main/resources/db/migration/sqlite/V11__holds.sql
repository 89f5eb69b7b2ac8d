-- A session on hold is neither deleted nor erased. The trigger holds that against every writer.
alter table alert_sessions add column held_at_us integer;
alter table alert_sessions add column held_by text;
alter table alert_sessions add column hold_reason text;

create trigger tr_alert_sessions_held before delete on alert_sessions when old.held_at_us is not null begin
    select raise(abort, 'the session is on hold');
end;

-- When its payloads and texts were erased. A later report of the same alert does not bring them back.
alter table alert_sessions add column erased_at_us integer;

-- The session or the chat that a stored response shows: what is erased there leaves the response, too.
alter table idempotency_keys add column subject_id text;
create index ix_idempotency_keys_subject on idempotency_keys (subject_id) where subject_id is not null;
