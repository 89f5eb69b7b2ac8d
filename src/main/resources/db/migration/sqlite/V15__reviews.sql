-- What people think of investigations, what judges score them, and what their calls to models cost. docs/review.md has the rules.
--
-- The state of the review and the latest score stand on the session, because the list filters and sorts by them; who said what stands in
-- tables of its own. A session that was finished before this migration needs no review: nobody reads months of history again, and the
-- list of what needs review would never be empty. So its state is null, as that of what ended more than 7 days before it was recorded.
--
-- New columns without a default and new tables: no row is rewritten. Making the indexes reads the table of sessions.

alter table alert_sessions add column review_status text;
alter table alert_sessions add column latest_score integer;
create index ix_alert_sessions_review on alert_sessions (review_status, started_at_us, session_id) where review_status is not null;
create index ix_alert_sessions_score on alert_sessions (latest_score, session_id) where latest_score is not null;

-- In billionths of a US dollar, by the prices of the moment at which the call was recorded; null where they were not known.
alter table llm_interactions add column cost_nano_usd integer;

-- Has a row once somebody has claimed or reviewed the session.
create table session_reviews (
    session_id     text primary key references alert_sessions on delete cascade,
    assignee       text,
    claimed_at_us  integer,
    rating         text check (rating in ('accurate', 'partially_accurate', 'inaccurate')),
    feedback       text,
    reviewed_by    text,
    reviewed_at_us integer
) strict;

-- Only grows, up to a number for each session.
create table session_scores (
    session_id    text not null references alert_sessions on delete cascade,
    score_number  integer not null,
    score         integer not null check (score between 0 and 100),
    source        text not null,
    analysis      text,
    tags          text not null,
    author        text not null,
    created_at_us integer not null,
    primary key (session_id, score_number)
) strict;

-- Investigations end in many statements: those of agents, of the queue, of uploads. A session that mirrors an alert, which nobody
-- investigated, needs no review; nor does one that a person cancelled.
create trigger tr_alert_sessions_insert_review_status after insert on alert_sessions
when new.status in ('completed', 'failed', 'timed_out') and new.review_status is null
        and new.completed_at_us > cast(unixepoch('subsec') * 1000000 as integer) - 604800000000
        and (new.agent_type <> 'alertmanager' or new.total_stages + new.llm_interaction_count > 0) begin
    update alert_sessions set review_status = 'needs_review' where session_id = new.session_id;
end;

create trigger tr_alert_sessions_review_status after update of status on alert_sessions
when new.status in ('completed', 'failed', 'timed_out') and old.status <> new.status and new.review_status is null
        and new.completed_at_us > cast(unixepoch('subsec') * 1000000 as integer) - 604800000000
        and (new.agent_type <> 'alertmanager' or new.total_stages + new.llm_interaction_count > 0) begin
    update alert_sessions set review_status = 'needs_review' where session_id = new.session_id;
end;

-- The end of a session is told by its status.
create trigger tr_alert_sessions_review_event after update of review_status, latest_score on alert_sessions
when old.status = new.status and (old.review_status is not new.review_status or old.latest_score is not new.latest_score)
        and (old.review_status is not null or new.review_status is not 'needs_review') begin
    insert into events (session_id, type, payload, created_at_us)
        values (new.session_id, 'history.changed', json_object('data', json_object('status', new.status)), cast(unixepoch('subsec') * 1000000 as integer));
end;
