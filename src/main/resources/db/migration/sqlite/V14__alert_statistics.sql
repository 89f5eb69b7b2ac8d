-- Sums of each day of the history of alerts, from which statistics are read: docs/alerts.md has the formulas. They outlive the
-- episodes. A job makes them, also those of episodes that are there already.
--
-- Only new tables: nothing is read or rewritten.

-- Days of alerts whose sums are to be made again. Without an alert: the sums of all rules of the day. A row is written with what
-- changes, and deleted with the new sums; the number tells which rows a job has seen.
create table alert_touched (
    touched_id integer primary key autoincrement,
    alert_id   integer,
    day        integer not null
) strict;

-- The job has marked the days of all episodes that start at fill_from_us or later; at that instant, of the alerts from fill_from_alert
-- on. Null: of all. Without a row, of none.
create table alert_rollup (
    rollup_id       integer primary key check (rollup_id = 1),
    fill_from_us    integer,
    fill_from_alert integer
) strict;

-- Of the episodes of an alert that start on a day, which is one of UTC since the epoch. open_start_seconds is the sum of the starts of
-- those that fire; durations (of told ends, in seconds) and quarters (starts by quarters of an hour) count equal numbers: 15 60*3.
create table alert_daily (
    day                integer not null,
    alert_id           integer not null references alerts on delete cascade,
    episodes           integer not null,
    told_ends          integer not null,
    open_episodes      integer not null,
    assumed_ends       integer not null,
    refires            integer not null,
    notified           integer not null,
    acked              integer not null,
    unanswered         integer not null,
    flaps              integer not null,
    firing_us          integer not null,
    open_start_seconds integer not null,
    ttr_us             integer not null,
    tta_us             integer not null,
    durations          text not null,
    quarters           text not null,
    primary key (day, alert_id)
) strict, without rowid;
create index ix_alert_daily_alert on alert_daily (alert_id, day);

-- The same of all alerts with a name and a severity, which is empty when they have none.
create table alert_rule_daily (
    day                integer not null,
    source             text not null,
    alertname          text not null,
    severity           text not null,
    episodes           integer not null,
    told_ends          integer not null,
    open_episodes      integer not null,
    assumed_ends       integer not null,
    refires            integer not null,
    notified           integer not null,
    acked              integer not null,
    unanswered         integer not null,
    flaps              integer not null,
    firing_us          integer not null,
    open_start_seconds integer not null,
    ttr_us             integer not null,
    tta_us             integer not null,
    durations          text not null,
    quarters           text not null,
    primary key (day, source, alertname, severity)
) strict, without rowid;
