package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.EpisodeFacts;
import io.alerthistory.episode.statistics.Flapping;

/** The SQL of which alerts flap. */
final class FlappingQueries {

    /** Starts and ends from which the state of flapping follows. */
    private static final String RECENT = """
            (select {list}
            from (
                select l.starts_at_us, l.ends_at_us
                from alert_episodes l
                where l.alert_id = page.alert_id and l.starts_at_us >= {since}
                order by l.starts_at_us desc
                limit 200) w)""";

    /** The alerts have the name that {@link #RECENT} gives them. */
    private static final String ASKED = """
            with asked (source, fingerprint) as (values {values})
            select page.source, page.fingerprint, {recent} as recent
            from asked q
            join alerts page on page.source = q.source and page.fingerprint = q.fingerprint""";

    private FlappingQueries() {
    }

    /** The recent starts and ends of some alerts. */
    static Statement of(Collection<AlertKey> alerts, long nowUs, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String values = alerts.stream().map(alert -> "(" + parameters.addAlert(alert) + ")").collect(Collectors.joining(", "));
        return Statement.of(SqlTemplate.of(ASKED).with("values", values).with("recent", recent(nowUs, dialect, parameters))
                .sql(), parameters);
    }

    /** A row of {@link #of}; empty when the alert does not flap. */
    static Optional<AlertKey> flapping(RowReader row, long nowUs) {
        return isFlapping(row, nowUs) ? Optional.of(new AlertKey(row.text("source"), row.text("fingerprint")))
                : Optional.empty();
    }

    /** The column {@code recent} of the rows of {@code page}. */
    static String recent(long nowUs, Dialect dialect, Parameters parameters) {
        return SqlTemplate.of(RECENT)
                .with("list", dialect.listed("w.starts_at_us || ' ' || coalesce(cast(w.ends_at_us as text), '')"))
                .with("since", parameters.add(nowUs - Definitions.FLAPPING_LOOK_BACK_US)).sql();
    }

    /** Whether an alert flaps, by its recent starts and ends. */
    static boolean isFlapping(RowReader row, long nowUs) {
        String recent = row.textOrNull("recent");
        return recent != null && Flapping.at(Stream.of(recent.split(",", -1)).map(episode -> {
            String[] interval = episode.split(" ", -1);
            return EpisodeFacts.interval(Long.parseLong(interval[0]),
                    interval[1].isEmpty() ? null : Long.valueOf(interval[1]));
        }).sorted(Comparator.comparingLong(EpisodeFacts::startsAtUs)).toList(), nowUs);
    }
}
