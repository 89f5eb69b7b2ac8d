#!/usr/bin/env bash
# Runs once, when the database is created: three roles with the least privileges they need. The owner migrates; the writer is the
# service; the reader is for dashboards and metrics exporters, which need pg_monitor to see the activity of other connections.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$HISTORY_OWNER_PASSWORD" -v writer_password="$HISTORY_WRITER_PASSWORD" -v reader_password="$HISTORY_READER_PASSWORD" <<'SQL'
create role history_owner login password :'owner_password';
create role history_writer login password :'writer_password';
create role history_reader login password :'reader_password';
alter role history_writer set statement_timeout = '30s';
alter role history_writer set idle_in_transaction_session_timeout = '60s';
alter role history_reader set statement_timeout = '30s';
alter role history_reader set default_transaction_read_only = on;
create database history owner history_owner;
revoke all on database history from public;
grant connect on database history to history_writer, history_reader;
grant pg_monitor to history_reader;
\connect history
alter schema public owner to history_owner;
revoke all on schema public from public;
grant usage on schema public to history_writer, history_reader;
alter default privileges for role history_owner in schema public grant select, insert, update, delete on tables to history_writer;
alter default privileges for role history_owner in schema public grant usage, select on sequences to history_writer;
alter default privileges for role history_owner in schema public grant select on tables to history_reader;
create extension if not exists pg_trgm;
create extension if not exists pg_stat_statements;
SQL
