-- Lost: the sums of days whose episodes are deleted already. The history of alerts stays.
drop table alert_rule_daily;
drop table alert_daily;
drop table alert_rollup;
drop table alert_touched;
