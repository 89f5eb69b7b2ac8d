-- Lost: the sums of days whose episodes are deleted already. The history of alerts stays.
set local lock_timeout = '15s';

drop table alert_rule_daily;
drop table alert_daily;
drop table alert_rollup;
drop table alert_touched;
