-- The history of alerts: what fired, from when until when, who was told, and why nobody was. docs/alerts.md has the definitions,
-- ADR 9 says why rows are keyed like this.
--
-- Episodes are made from what was reported of each startsAt. A start may move back when another sender reports it. So nothing refers
-- to an episode by its key: what was reported of a startsAt belongs to the last episode that starts there or before.
--
-- Only new tables: nothing is read or rewritten.

-- The identity of an alert, and the row that writers lock. Labels never change: they are the identity.
create table alerts (
    alert_id      bigint generated always as identity primary key,
    source        text collate "C" not null,
    fingerprint   text collate "C" not null,
    alertname     text collate "C" not null,
    severity      text collate "C",
    labels        jsonb not null,
    first_seen_us bigint not null,
    changed_at_us bigint not null,
    firing        boolean not null,
    unique (source, fingerprint)
) with (fillfactor = 80);
create index ix_alerts_alertname on alerts (alertname, alert_id);
create index ix_alerts_changed_at on alerts (changed_at_us, alert_id);
create index ix_alerts_fingerprint on alerts (fingerprint);
create index ix_alerts_labels on alerts using gin (labels jsonb_path_ops);

-- One row for each maximal interval [starts_at_us, ends_at_us) in which an alert fires. starts is how many startsAt were reported of it;
-- where it is more than 1, alert_starts has what was reported of each. span_class is the logarithm of the duration: an episode of class
-- k lasts at most 2^k seconds, so those that cover an instant started within 2^k seconds before it.
create table alert_episodes (
    alert_id           bigint not null references alerts on delete cascade,
    starts_at_us       bigint not null,
    ends_at_us         bigint check (ends_at_us >= starts_at_us),
    lease_until_us     bigint,
    proven_until_us    bigint,
    received_at_us     bigint not null,
    end_received_at_us bigint,
    end_reason         smallint check (end_reason between 1 and 3),
    span_class         smallint,
    starts             integer not null,
    primary key (alert_id, starts_at_us),
    check ((ends_at_us is null) = (end_reason is null) and (ends_at_us is null) = (span_class is null))
) with (fillfactor = 90);
create index ix_alert_episodes_lease on alert_episodes (lease_until_us) where ends_at_us is null and lease_until_us is not null;
create index ix_alert_episodes_open on alert_episodes (starts_at_us, alert_id) where ends_at_us is null;
create index ix_alert_episodes_span on alert_episodes (span_class, starts_at_us, ends_at_us, alert_id) where ends_at_us is not null;
create index ix_alert_episodes_start on alert_episodes (starts_at_us, alert_id);

create table alert_starts (
    alert_id             bigint not null references alerts on delete cascade,
    episode_starts_at_us bigint not null,
    starts_at_us         bigint not null,
    lease_until_us       bigint,
    proven_until_us      bigint,
    told_end_us          bigint,
    doubtful_end_us      bigint,
    received_at_us       bigint not null,
    end_received_at_us   bigint,
    primary key (alert_id, episode_starts_at_us, starts_at_us)
);
create index ix_alert_starts_start on alert_starts (alert_id, starts_at_us);

-- Annotations, and what else a sender said of an alert; only where they differ from those of the start before.
create table alert_texts (
    alert_id     bigint not null references alerts on delete cascade,
    starts_at_us bigint not null,
    annotations  json_object_text,
    extra        json_object_text,
    primary key (alert_id, starts_at_us)
);
create index ix_alert_texts_start on alert_texts (starts_at_us);

create table alert_notifications (
    notification_id   text collate "C" primary key,
    at_us             bigint not null,
    source            text collate "C" not null,
    group_key         text not null,
    receiver          text collate "C" not null,
    integration       text collate "C" not null,
    integration_index integer not null,
    reason            text,
    firing            integer not null,
    resolved          integer not null,
    muted             integer not null,
    truncated         integer not null,
    instance          text,
    received_at_us    bigint not null
);
create index ix_alert_notifications_at on alert_notifications (at_us, notification_id);

create table alert_notified (
    notification_id text collate "C" not null references alert_notifications on delete cascade,
    alert_id        bigint not null references alerts on delete cascade,
    starts_at_us    bigint not null,
    state           smallint not null check (state between 1 and 3),
    primary key (notification_id, alert_id, starts_at_us)
);
create index ix_alert_notified_alert on alert_notified (alert_id, starts_at_us);

-- Versions of silences: the identifier and updated_at are the fact. seen_by_api: Alertmanager's API told it.
create table alert_silences (
    source         text collate "C" not null,
    silence_id     text collate "C" not null,
    updated_at_us  bigint not null,
    starts_at_us   bigint not null,
    ends_at_us     bigint not null,
    matchers       text not null,
    created_by     text not null,
    comment        text not null,
    seen_by_api    boolean not null,
    received_at_us bigint not null,
    primary key (source, silence_id, updated_at_us)
);
create index ix_alert_silences_ends_at on alert_silences (ends_at_us);

-- When an alert was seen held back by a silence (1, ref is its identifier) or by another alert (2, ref is the rule and its sources).
-- Sights less than an hour apart are one row.
create table alert_suppressions (
    alert_id       bigint not null references alerts on delete cascade,
    kind           smallint not null check (kind between 1 and 2),
    ref            text collate "C" not null,
    first_seen_us  bigint not null,
    last_seen_us   bigint not null check (last_seen_us >= first_seen_us),
    received_at_us bigint not null,
    primary key (alert_id, kind, ref, first_seen_us)
);
create index ix_alert_suppressions_last_seen on alert_suppressions (last_seen_us);

-- The first human act for an episode. It belongs to the last episode that starts at starts_at_us or before.
create table alert_acknowledgements (
    alert_id     bigint not null references alerts on delete cascade,
    starts_at_us bigint not null,
    acked_at_us  bigint not null,
    acked_by     text not null,
    comment      text,
    primary key (alert_id, starts_at_us)
);
