-- Sums of each day of the history of alerts, from which statistics are read: docs/alerts.md has the formulas. They outlive the
-- episodes. A job makes them, also those of episodes that are there already.
--
-- Only new tables: nothing is read or rewritten.

-- Days of alerts whose sums are to be made again. Without an alert: the sums of all rules of the day. A row is written with what
-- changes, and deleted with the new sums; the number tells which rows a job has seen.
create table alert_touched (
    touched_id bigint generated always as identity primary key,
    alert_id   bigint,
    day        integer not null
);

-- The job has marked the days of all episodes that start at fill_from_us or later; at that instant, of the alerts from fill_from_alert
-- on. Null: of all. Without a row, of none.
create table alert_rollup (
    rollup_id       smallint primary key check (rollup_id = 1),
    fill_from_us    bigint,
    fill_from_alert bigint
);

-- Of the episodes of an alert that start on a day, which is one of UTC since the epoch. open_start_seconds is the sum of the starts of
-- those that fire; durations (of told ends, in seconds) and quarters (starts by quarters of an hour) count equal numbers: 15 60*3.
create table alert_daily (
    day                integer not null,
    alert_id           bigint not null references alerts on delete cascade,
    episodes           bigint not null,
    told_ends          bigint not null,
    open_episodes      bigint not null,
    assumed_ends       bigint not null,
    refires            bigint not null,
    notified           bigint not null,
    acked              bigint not null,
    unanswered         bigint not null,
    flaps              bigint not null,
    firing_us          bigint not null,
    open_start_seconds bigint not null,
    ttr_us             bigint not null,
    tta_us             bigint not null,
    durations          text not null,
    quarters           text not null,
    primary key (day, alert_id)
);
create index ix_alert_daily_alert on alert_daily (alert_id, day);

-- The same of all alerts with a name and a severity, which is empty when they have none.
create table alert_rule_daily (
    day                integer not null,
    source             text collate "C" not null,
    alertname          text collate "C" not null,
    severity           text collate "C" not null,
    episodes           bigint not null,
    told_ends          bigint not null,
    open_episodes      bigint not null,
    assumed_ends       bigint not null,
    refires            bigint not null,
    notified           bigint not null,
    acked              bigint not null,
    unanswered         bigint not null,
    flaps              bigint not null,
    firing_us          bigint not null,
    open_start_seconds bigint not null,
    ttr_us             bigint not null,
    tta_us             bigint not null,
    durations          text not null,
    quarters           text not null,
    primary key (day, source, alertname, severity)
);
