-- PostgreSQL's third migration tells it how to look after a table. SQLite needs none, and the versions of both stay equal.
select 1;
