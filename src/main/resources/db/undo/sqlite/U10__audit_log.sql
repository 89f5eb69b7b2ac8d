-- Lost: the audit log.
drop table audit_checkpoints;
drop table audit_head;
drop table audit_log;
