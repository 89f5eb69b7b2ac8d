-- Lost: the audit log.
drop table audit_checkpoints;
drop table audit_head;
drop table audit_log;
drop function audit_prune(bigint, bigint);
drop function audit_guard_checkpoint();
drop function audit_guard_head();
drop function audit_refuse_delete();
drop function audit_refuse();
