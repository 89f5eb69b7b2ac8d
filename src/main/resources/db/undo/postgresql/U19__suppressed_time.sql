-- Lost: the sums of the time under silences and inhibitions. The version before counts it from the sights.
set local lock_timeout = '15s';

drop index ix_alert_suppressions_silence;
drop index ix_alert_rule_daily_name;
drop index ix_alert_daily_unsettled;
alter table alert_rule_daily drop column suppressed_us, drop column unsettled;
alter table alert_daily drop column suppressed_us, drop column unsettled;
