-- PostgreSQL's fourth migration keeps payloads as they were sent. SQLite always has, and the versions of both stay equal.
select 1;
