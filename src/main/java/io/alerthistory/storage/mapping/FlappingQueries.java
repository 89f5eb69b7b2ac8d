package io.alerthistory.storage.mapping;

import java.util.Comparator;
import java.util.stream.Stream;

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

    private FlappingQueries() {
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
