-- Lost: which replicas were seen; they report again.
drop table replicas;
