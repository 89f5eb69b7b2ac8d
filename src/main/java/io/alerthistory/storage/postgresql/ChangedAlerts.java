package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.storage.mapping.EpisodeRows;
import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.RollupTables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What follows from a change of episodes, in one statement: the rows of alerts, the marks of days, and events. */
final class ChangedAlerts {

    /** An event tells of its alert what is stored: an alert that was erased has no name any more. */
    private static final String CHANGE = """
            with touched as (
                insert into alert_touched (alert_id, day)
                select u.alert_id, u.day
                from unnest($3::bigint[], $4::bigint[]) as u(alert_id, day)),
            told as (
                insert into event_outbox (fingerprint, type, payload, created_at_us)
                select a.fingerprint, u.type, '{"fingerprint":' || to_json(a.fingerprint) || ',"source":' || to_json(a.source)
                        || ',"alertname":' || to_json(a.alertname) || ',"severity":' || coalesce(to_json(a.severity)::text, 'null')
                        || ',' || substr(u.fields, 2), extract(epoch from clock_timestamp()) * 1000000
                from unnest($5::bigint[], $6::text[], $7::text[]) with ordinality as u(alert_id, type, fields, place)
                join alerts a on a.alert_id = u.alert_id
                order by u.place)
            update alerts a
            set changed_at_us = $2,
                firing = exists (select from alert_episodes e where e.alert_id = a.alert_id and e.ends_at_us is null)
            where a.alert_id = any($1::bigint[])""";

    private ChangedAlerts() {
    }

    static Uni<Void> write(SqlConnection connection, EpisodeRows rows, long nowUs) {
        if (rows.alertIds().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Object> parameters = new ArrayList<>(List.of(rows.alertIds().toArray(Long[]::new), nowUs));
        parameters.addAll(PostgresSql.arrays(RollupTables.TOUCHED, rows.touched()));
        parameters.addAll(PostgresSql.arrays(EpisodeTables.EVENTS, rows.events()));
        return connection.preparedQuery(CHANGE).execute(PostgresDatabase.tuple(parameters)).replaceWithVoid();
    }
}
