package io.alerthistory.storage.sqlite;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import io.alerthistory.live.Channel;
import io.alerthistory.live.EventFilter;
import io.alerthistory.live.EventRange;
import io.alerthistory.live.EventStore;
import io.alerthistory.live.StoredEvent;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.EventQueries;
import io.alerthistory.storage.mapping.Statement;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Events on SQLite. The one writer commits in the order of their numbers. */
@Singleton
@Typed(SqliteEventStore.class)
public class SqliteEventStore implements EventStore {

    private static final EventQueries QUERIES = new EventQueries(SqliteDialect.INSTANCE);

    private static final String RANGE = """
            select (select min(id) from events) as oldest, (select max(id) from events) as newest,
                (select seq from sqlite_sequence where name = 'events') as given""";

    private static final String PUBLISH = """
            insert into events (session_id, type, payload, created_at_us)
            select :session, :type, :fields, :now
            where :session is null or exists (select 1 from alert_sessions where session_id = :session)""";

    private final SqliteDatabase database;
    private final WriteSignal signal;
    private final Clock clock;

    SqliteEventStore(SqliteDatabase database, WriteSignal signal, Clock clock) {
        this.database = database;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public Uni<List<StoredEvent>> after(long id, EventFilter filter, int max) {
        return database.read(QueryName.EVENTS, handle -> query(handle, QUERIES.after(id, filter, max))
                .map(SqliteRow.mapper(EventQueries::event)).list());
    }

    @Override
    public Uni<Long> newest(Channel channel) {
        return database.read(QueryName.EVENTS, handle -> query(handle, QUERIES.newest(channel)).mapTo(Long.class).one());
    }

    @Override
    public Uni<EventRange> range() {
        return database.read(QueryName.EVENTS, handle -> handle.createQuery(RANGE).map(SqliteRow.mapper(
                row -> EventRange.of(row.longOrNull("oldest"), row.longOrNull("newest"), row.longOrNull("given")))).one());
    }

    @Override
    public Uni<Void> publish(@Nullable String sessionId, String type, String fields) {
        return database.write(QueryName.EVENTS, handle -> handle.createUpdate(PUBLISH).bind("session", sessionId)
                .bind("type", type).bind("fields", fields).bind("now", Micros.now(clock)).execute())
                .invoke(signal::committed).replaceWithVoid();
    }

    private static Query query(Handle handle, Statement statement) {
        return SqliteSql.bind(handle.createQuery(statement.sql()), statement.parameters());
    }
}
