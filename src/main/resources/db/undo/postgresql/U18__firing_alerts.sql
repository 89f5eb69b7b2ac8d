drop index ix_alerts_firing;
