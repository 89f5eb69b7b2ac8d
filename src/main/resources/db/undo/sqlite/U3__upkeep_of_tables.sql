-- The migration changes nothing on SQLite.
select 1;
