-- Lost: nothing. The index goes.
set local lock_timeout = '15s';

drop index ix_alerts_firing;
