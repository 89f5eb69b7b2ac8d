-- The history of alerts: what fired, from when until when, who was told, and why nobody was. docs/alerts.md has the definitions,
-- ADR 9 says why rows are keyed like this.
--
-- Episodes are made from what was reported of each startsAt. A start may move back when another sender reports it. So nothing refers
-- to an episode by its key: what was reported of a startsAt belongs to the last episode that starts there or before.
--
-- Only new tables: nothing is read or rewritten.

-- The identity of an alert. Labels never change: they are the identity.
create table alerts (
    alert_id      integer primary key autoincrement,
    source        text not null,
    fingerprint   text not null,
    alertname     text not null,
    severity      text,
    labels        text not null check (json_valid(labels)),
    first_seen_us integer not null,
    changed_at_us integer not null,
    firing        integer not null check (firing between 0 and 1),
    unique (source, fingerprint)
) strict;
create index ix_alerts_alertname on alerts (alertname, alert_id);
create index ix_alerts_changed_at on alerts (changed_at_us, alert_id);
create index ix_alerts_fingerprint on alerts (fingerprint);

-- One row for each maximal interval [starts_at_us, ends_at_us) in which an alert fires. starts is how many startsAt were reported of it;
-- where it is more than 1, alert_starts has what was reported of each. span_class is the logarithm of the duration: an episode of class
-- k lasts at most 2^k seconds, so those that cover an instant started within 2^k seconds before it.
create table alert_episodes (
    alert_id           integer not null references alerts on delete cascade,
    starts_at_us       integer not null,
    ends_at_us         integer check (ends_at_us >= starts_at_us),
    lease_until_us     integer,
    proven_until_us    integer,
    received_at_us     integer not null,
    end_received_at_us integer,
    end_reason         integer check (end_reason between 1 and 3),
    span_class         integer,
    starts             integer not null,
    primary key (alert_id, starts_at_us),
    check ((ends_at_us is null) = (end_reason is null) and (ends_at_us is null) = (span_class is null))
) strict, without rowid;
create index ix_alert_episodes_lease on alert_episodes (lease_until_us) where ends_at_us is null and lease_until_us is not null;
create index ix_alert_episodes_open on alert_episodes (starts_at_us, alert_id) where ends_at_us is null;
create index ix_alert_episodes_span on alert_episodes (span_class, starts_at_us, ends_at_us, alert_id) where ends_at_us is not null;
create index ix_alert_episodes_start on alert_episodes (starts_at_us, alert_id);

create table alert_starts (
    alert_id             integer not null references alerts on delete cascade,
    episode_starts_at_us integer not null,
    starts_at_us         integer not null,
    lease_until_us       integer,
    proven_until_us      integer,
    told_end_us          integer,
    doubtful_end_us      integer,
    received_at_us       integer not null,
    end_received_at_us   integer,
    primary key (alert_id, episode_starts_at_us, starts_at_us)
) strict, without rowid;
create index ix_alert_starts_start on alert_starts (alert_id, starts_at_us);

-- Annotations, and what else a sender said of an alert; only where they differ from those of the start before.
create table alert_texts (
    alert_id     integer not null references alerts on delete cascade,
    starts_at_us integer not null,
    annotations  text check (annotations is null or json_valid(annotations)),
    extra        text check (extra is null or json_valid(extra)),
    primary key (alert_id, starts_at_us)
) strict;
create index ix_alert_texts_start on alert_texts (starts_at_us);

create table alert_notifications (
    notification_id   text primary key,
    at_us             integer not null,
    source            text not null,
    group_key         text not null,
    receiver          text not null,
    integration       text not null,
    integration_index integer not null,
    reason            text,
    firing            integer not null,
    resolved          integer not null,
    muted             integer not null,
    truncated         integer not null,
    instance          text,
    received_at_us    integer not null
) strict;
create index ix_alert_notifications_at on alert_notifications (at_us, notification_id);

create table alert_notified (
    notification_id text not null references alert_notifications on delete cascade,
    alert_id        integer not null references alerts on delete cascade,
    starts_at_us    integer not null,
    state           integer not null check (state between 1 and 3),
    primary key (notification_id, alert_id, starts_at_us)
) strict, without rowid;
create index ix_alert_notified_alert on alert_notified (alert_id, starts_at_us);

-- Versions of silences: the identifier and updated_at are the fact. seen_by_api: Alertmanager's API told it.
create table alert_silences (
    source         text not null,
    silence_id     text not null,
    updated_at_us  integer not null,
    starts_at_us   integer not null,
    ends_at_us     integer not null,
    matchers       text not null,
    created_by     text not null,
    comment        text not null,
    seen_by_api    integer not null check (seen_by_api between 0 and 1),
    received_at_us integer not null,
    primary key (source, silence_id, updated_at_us)
) strict, without rowid;
create index ix_alert_silences_ends_at on alert_silences (ends_at_us);

-- When an alert was seen held back by a silence (1, ref is its identifier) or by another alert (2, ref is the rule and its sources).
-- Sights less than an hour apart are one row.
create table alert_suppressions (
    alert_id       integer not null references alerts on delete cascade,
    kind           integer not null check (kind between 1 and 2),
    ref            text not null,
    first_seen_us  integer not null,
    last_seen_us   integer not null check (last_seen_us >= first_seen_us),
    received_at_us integer not null,
    primary key (alert_id, kind, ref, first_seen_us)
) strict, without rowid;
create index ix_alert_suppressions_last_seen on alert_suppressions (last_seen_us);

-- The first human act for an episode. It belongs to the last episode that starts at starts_at_us or before.
create table alert_acknowledgements (
    alert_id     integer not null references alerts on delete cascade,
    starts_at_us integer not null,
    acked_at_us  integer not null,
    acked_by     text not null,
    comment      text,
    primary key (alert_id, starts_at_us)
) strict, without rowid;
