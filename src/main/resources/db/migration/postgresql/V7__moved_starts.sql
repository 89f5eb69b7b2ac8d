-- Alerts whose startsAt moves, as two Prometheus replicas make it, are one session. It is found by the alert's fingerprint, which
-- alert_id has before its last @, and by its end; what is open ends last. The condition is written so that no index of agent_type
-- answers it: before the first alerts are in the statistics that would seem as cheap, and reads all of them.
set local statement_timeout = 0;
set local lock_timeout = '15s';
lock table alert_sessions in access exclusive mode;

create index ix_alert_sessions_firing on alert_sessions (
    rtrim(alert_id, '0123456789-:.TZ'), coalesce(completed_at_us, 9223372036854775807)) where (agent_type = 'alertmanager') is true;

-- What a session must remember of its alert beside alert_id, while the alert has fired from more than one instant on: these
-- instants, and the one that its end was told with. Most sessions have neither.
alter table alert_sessions add column alert_starts text;
alter table alert_sessions add column alert_told_start text;

-- The end of an alert moves when its sender tells a later one: it has fired on from the same instant. Every other end stays.
drop trigger tr_alert_sessions_status on alert_sessions;
create trigger tr_alert_sessions_status before update of status, completed_at_us on alert_sessions for each row when (
    (old.status <> new.status and (old.status || '>' || new.status) not in (
        'pending>in_progress', 'pending>canceling', 'pending>cancelled', 'pending>failed', 'pending>timed_out',
        'in_progress>completed', 'in_progress>failed', 'in_progress>timed_out', 'in_progress>paused',
        'in_progress>canceling', 'in_progress>cancelled',
        'paused>in_progress', 'paused>cancelled', 'paused>failed', 'paused>timed_out',
        'canceling>cancelled', 'canceling>completed', 'canceling>failed', 'canceling>timed_out'))
    or (old.completed_at_us is not null and new.completed_at_us is distinct from old.completed_at_us
        and not (old.agent_type = 'alertmanager' and old.status = 'completed'
            and coalesce(new.completed_at_us > old.completed_at_us, false))))
execute function refuse_transition();
