-- Lost: all keys; clients need new ones.
drop table access_keys;
