-- Lost: the history of alerts. Sessions stay.
set local lock_timeout = '15s';

drop table alert_acknowledgements;
drop table alert_suppressions;
drop table alert_silences;
drop table alert_notified;
drop table alert_notifications;
drop table alert_texts;
drop table alert_starts;
drop table alert_episodes;
drop table alerts;
