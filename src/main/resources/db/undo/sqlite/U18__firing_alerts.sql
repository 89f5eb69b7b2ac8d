-- Lost: nothing. The index goes.
drop index ix_alerts_firing;
