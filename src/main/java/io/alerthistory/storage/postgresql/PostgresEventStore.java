package io.alerthistory.storage.postgresql;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

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
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Events on PostgreSQL, as {@link EventMover} has numbered them. */
@Singleton
@Typed(PostgresEventStore.class)
public class PostgresEventStore implements EventStore {

    private static final EventQueries QUERIES = new EventQueries(PostgresDialect.INSTANCE);

    /** A sequence also knows the ids of a move that is not committed yet. */
    private static final String RANGE = """
            select min(id) as oldest, max(id) as newest,
                pg_sequence_last_value(pg_get_serial_sequence('events', 'id')::regclass) as given
            from events""";

    private final PostgresDatabase database;
    private final EventOutboxRepository outbox;
    private final WriteSignal signal;
    private final Clock clock;

    PostgresEventStore(PostgresDatabase database, EventOutboxRepository outbox, WriteSignal signal, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public Uni<List<StoredEvent>> after(long id, EventFilter filter, int max) {
        return query(QUERIES.after(id, filter, max)).map(rows -> PostgresRow.list(rows, EventQueries::event));
    }

    @Override
    public Uni<Long> newest(Channel channel) {
        return query(QUERIES.newest(channel)).map(rows -> PostgresRow.first(rows, row -> row.number("newest")));
    }

    @Override
    public Uni<EventRange> range() {
        return database.query(QueryName.EVENTS, RANGE, Tuple.tuple()).map(rows -> PostgresRow.first(rows,
                row -> EventRange.of(row.longOrNull("oldest"), row.longOrNull("newest"), row.longOrNull("given"))));
    }

    @Override
    public Uni<Void> publish(@Nullable String sessionId, String type, String fields) {
        return database.entities(QueryName.EVENTS,
                () -> outbox.persistAndFlush(EventOutboxRow.of(sessionId, type, fields, Micros.now(clock))))
                .invoke(signal::committed).replaceWithVoid();
    }

    private Uni<RowSet<Row>> query(Statement statement) {
        return database.query(QueryName.EVENTS, statement.sql(), PostgresDatabase.tuple(statement.parameters()));
    }
}
