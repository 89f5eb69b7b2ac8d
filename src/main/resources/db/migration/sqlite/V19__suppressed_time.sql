-- How long silences and inhibitions held alerts back is summed up by day, like the other figures. Statistics of a month read every
-- sight of a silence before.
--
-- unsettled is 1 on a day of an alert on which an episode, or an alert that inhibits one, still fires: its time changes with the
-- clock, is counted when it is read, and suppressed_us is 0. So is every day that a version without these columns has summed up. Of
-- a rule both are sums; without unsettled they are not known, and are made from all alerts when one of them changes.
--
-- Of the rules on a page of statistics, an index finds the days of the month: a tenth of the rows that the key finds by day. Another
-- finds what a silence held back when the silence changes.
--
-- The days of alerts have their index made, which takes seconds for millions of them. A job sums up all days again.
alter table alert_daily add column suppressed_us integer not null default 0;
alter table alert_daily add column unsettled integer not null default 1;
create index ix_alert_daily_unsettled on alert_daily (day) where unsettled > 0;

alter table alert_rule_daily add column suppressed_us integer not null default 0;
alter table alert_rule_daily add column unsettled integer;
create index ix_alert_rule_daily_name on alert_rule_daily (alertname, day);

create index ix_alert_suppressions_silence on alert_suppressions (ref, alert_id) where kind = 1;

delete from alert_rollup;
