-- What people think of investigations, what judges score them, and what their calls to models cost. docs/review.md has the rules.
--
-- The state of the review and the latest score stand on the session, because the list filters and sorts by them; who said what stands in
-- tables of its own. A session that was finished before this migration needs no review: nobody reads months of history again, and the
-- list of what needs review would never be empty. So its state is null, as that of what ended more than 7 days before it was recorded.
--
-- New columns without a default and new tables: no row is rewritten. The two indexes of alert_sessions are empty at first, but making
-- them reads the table, while others wait.

set local statement_timeout = 0;
set local lock_timeout = '15s';

alter table alert_sessions add column review_status text collate "C";
alter table alert_sessions add column latest_score bigint;
create index ix_alert_sessions_review on alert_sessions (review_status, started_at_us, session_id) where review_status is not null;
create index ix_alert_sessions_score on alert_sessions (latest_score, session_id) where latest_score is not null;

-- In billionths of a US dollar, by the prices of the moment at which the call was recorded; null where they were not known.
alter table llm_interactions add column cost_nano_usd bigint;

-- Has a row once somebody has claimed or reviewed the session.
create table session_reviews (
    session_id     text collate "C" primary key references alert_sessions on delete cascade,
    assignee       text collate "C",
    claimed_at_us  bigint,
    rating         text collate "C" check (rating in ('accurate', 'partially_accurate', 'inaccurate')),
    feedback       text collate "C",
    reviewed_by    text collate "C",
    reviewed_at_us bigint
);

-- Only grows, up to a number for each session.
create table session_scores (
    session_id    text collate "C" not null references alert_sessions on delete cascade,
    score_number  bigint not null,
    score         bigint not null check (score between 0 and 100),
    source        text collate "C" not null,
    analysis      text collate "C",
    tags          text collate "C" not null,
    author        text collate "C" not null,
    created_at_us bigint not null,
    primary key (session_id, score_number)
);

-- Investigations end in many statements: those of agents, of the queue, of uploads. A session that mirrors an alert, which nobody
-- investigated, needs no review; nor does one that a person cancelled.
create function mark_for_review() returns trigger language plpgsql as $$
begin
    if new.completed_at_us > extract(epoch from clock_timestamp()) * 1000000 - 604800000000
            and (new.agent_type <> 'alertmanager' or new.total_stages + new.llm_interaction_count > 0) then
        new.review_status := 'needs_review';
    end if;
    return new;
end $$;

create trigger tr_alert_sessions_insert_review_status before insert on alert_sessions for each row
    when (new.status in ('completed', 'failed', 'timed_out') and new.review_status is null
        and current_setting('alert_history.events', true) is distinct from 'off')
execute function mark_for_review();

create trigger tr_alert_sessions_review_status before update of status on alert_sessions for each row
    when (new.status in ('completed', 'failed', 'timed_out') and old.status <> new.status and new.review_status is null
        and current_setting('alert_history.events', true) is distinct from 'off')
execute function mark_for_review();

create trigger tr_alert_sessions_review_event after update of review_status, latest_score on alert_sessions
    for each row when (
        (old.review_status is distinct from new.review_status or old.latest_score is distinct from new.latest_score)
        and old.status = new.status
        and current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_session_change();
