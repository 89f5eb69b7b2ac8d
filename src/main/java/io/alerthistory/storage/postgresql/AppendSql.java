package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.storage.mapping.InteractionTables;
import io.alerthistory.storage.mapping.SqlTemplate;
import io.alerthistory.storage.mapping.Table;
import io.vertx.mutiny.sqlclient.Tuple;

/** The statements that append interactions of one kind: each stores the rows and keeps the counters of their sessions. */
final class AppendSql {

    private static final List<String> TOKENS = List.of("input", "output", "total");

    private final Table<Interaction> table;
    private final String one;
    private final String several;

    AppendSql(InteractionKind kind) {
        table = InteractionTables.of(kind);
        String counter = InteractionTables.counter(kind);
        one = one(counter);
        several = several(counter);
    }

    /**
     * Appends to one session; does nothing when it is unknown or, unless that is allowed, has ended, nor when one of the
     * identifiers is stored, in whatever session.
     */
    String one() {
        return one;
    }

    /**
     * Appends to several sessions at once; leaves out those that are unknown, have ended or are being changed by another. Does
     * nothing when one of the identifiers is stored.
     */
    String several() {
        return several;
    }

    private String one(String counter) {
        return SqlTemplate.of("""
                with session as (
                    update alert_sessions s
                    set {changes}
                    where session_id = $1::text and ($7::boolean or completed_at_us is null) and {new}
                    returning last_seq),
                appended as (
                    insert into {table} ({names}, seq)
                    select {values}, session.last_seq - $2::int + u.ordinal
                    from session, {rows} with ordinality as u({names}, ordinal))
                select last_seq from session""")
                .with("changes", changes(counter, "$2::int", List.of("$3::bigint", "$4::bigint", "$5::bigint"), "$6::bigint"))
                .with("new", noneIsTaken(8)).with("table", table.name()).with("names", table.names())
                .with("values", PostgresSql.unnested(table)).with("rows", PostgresSql.unnest(table, 8)).sql();
    }

    /** It waits for nobody, for what it has are other people's appends; a session that is locked is left out. */
    private String several(String counter) {
        return SqlTemplate.of("""
                with head as (
                    select *
                    from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
                        as h(session_id, n, input, output, total, at)),
                locked as materialized (
                    select session_id
                    from alert_sessions
                    where session_id = any($1::text[])
                    for no key update skip locked),
                session as (
                    update alert_sessions s
                    set {changes}
                    from head h join locked using (session_id)
                    where s.session_id = h.session_id and s.completed_at_us is null and {new}
                    returning s.session_id, s.last_seq, s.last_seq - h.n as before),
                appended as (
                    insert into {table} ({names}, seq)
                    select {values}, session.before + u.place
                    from {rows} as u({names}, place) join session using (session_id))
                select session_id, last_seq from session""")
                .with("changes", changes(counter, "h.n", List.of("h.input", "h.output", "h.total"), "h.at"))
                .with("new", noneIsTaken(7)).with("table", table.name()).with("names", table.names())
                .with("values", PostgresSql.unnested(table)).with("rows", PostgresSql.unnest(table, 7, "int[]")).sql();
    }

    /**
     * Asked once for all of a statement, by the index of identifiers. The unique key knows only those of a session: it stops a
     * repeat that comes at the same moment.
     *
     * @param parameter the array of identifiers
     */
    private String noneIsTaken(int parameter) {
        return "not exists (select from %s t where t.%s = any(%s::text[]))".formatted(table.name(), table.key(),
                PostgresSql.placeholder(parameter));
    }

    private static String changes(String counter, String count, List<String> tokens, String at) {
        return SqlTemplate.of("""
                {counter} = s.{counter} + {count},
                        {tokens},
                        last_seq = s.last_seq + {count},
                        last_interaction_at = greatest(coalesce(s.last_interaction_at, 0), {at}),
                        version = s.version + 1""").with("counter", counter).with("count", count)
                .with("tokens", IntStream.range(0, TOKENS.size()).mapToObj(i -> sum(TOKENS.get(i), tokens.get(i)))
                        .collect(Collectors.joining(",\n        ")))
                .with("at", at).sql();
    }

    private static String sum(String name, String added) {
        return SqlTemplate.of("{column} = case when {added} is null then s.{column} else coalesce(s.{column}, 0) + {added} end")
                .with("column", "session_" + name + "_tokens").with("added", added).sql();
    }

    /** The parameters of {@link #one}. */
    Tuple parameters(Batch<?> batch, List<? extends Interaction> fresh, boolean alsoWhenEnded) {
        Tokens tokens = Tokens.of(fresh);
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(batch.sessionId());
        parameters.add(fresh.size());
        parameters.add(tokens.input());
        parameters.add(tokens.output());
        parameters.add(tokens.total());
        parameters.add(batch.receivedAtUs());
        parameters.add(alsoWhenEnded);
        parameters.addAll(PostgresSql.arrays(table, List.copyOf(fresh)));
        return PostgresDatabase.tuple(parameters);
    }

    /** The parameters of {@link #several}; each batch is of another session. */
    Tuple parameters(List<Batch<?>> batches) {
        int count = batches.size();
        String[] sessions = new String[count];
        Integer[] numbers = new Integer[count];
        Long[][] tokens = new Long[TOKENS.size()][count];
        Long[] received = new Long[count];
        List<Interaction> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Batch<?> batch = batches.get(i);
            Tokens sums = Tokens.of(batch.interactions());
            sessions[i] = batch.sessionId();
            numbers[i] = batch.interactions().size();
            tokens[0][i] = sums.input();
            tokens[1][i] = sums.output();
            tokens[2][i] = sums.total();
            received[i] = batch.receivedAtUs();
            for (int place = 1; place <= numbers[i]; place++) {
                rows.add(batch.interactions().get(place - 1));
                places.add(place);
            }
        }
        List<Object> parameters = new ArrayList<>(List.of(sessions, numbers));
        parameters.addAll(List.of(tokens));
        parameters.add(received);
        parameters.addAll(PostgresSql.arrays(table, rows));
        parameters.add(places.toArray(Integer[]::new));
        return PostgresDatabase.tuple(parameters);
    }

    /** The size of the payloads, in characters. */
    int size(Batch<?> batch) {
        return batch.interactions().stream().mapToInt(table::textLength).sum();
    }
}
