-- Keeps every row. Lost: the instants from which an alert has fired beside the first (alert_starts, alert_told_start).
set local statement_timeout = 0;
lock table alert_sessions in access exclusive mode;

drop trigger tr_alert_sessions_status on alert_sessions;
create trigger tr_alert_sessions_status before update of status, completed_at_us on alert_sessions for each row when (
    (old.status <> new.status and (old.status || '>' || new.status) not in (
        'pending>in_progress', 'pending>canceling', 'pending>cancelled', 'pending>failed', 'pending>timed_out',
        'in_progress>completed', 'in_progress>failed', 'in_progress>timed_out', 'in_progress>paused',
        'in_progress>canceling', 'in_progress>cancelled',
        'paused>in_progress', 'paused>cancelled', 'paused>failed', 'paused>timed_out',
        'canceling>cancelled', 'canceling>completed', 'canceling>failed', 'canceling>timed_out'))
    or (old.completed_at_us is not null and new.completed_at_us is distinct from old.completed_at_us))
execute function refuse_transition();

drop index ix_alert_sessions_firing;
alter table alert_sessions drop column alert_told_start, drop column alert_starts;
