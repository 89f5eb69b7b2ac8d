-- Lost: the keys. Cursors that were given out before become invalid.
drop table signing_keys;
