package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.EpisodeFacts;
import io.alerthistory.storage.mapping.RollupTables.AlertDay;
import io.alerthistory.storage.mapping.RollupTables.RuleDay;
import io.alerthistory.storage.mapping.RollupTables.Touched;
import io.alerthistory.time.Micros;

/** What is summed up again, from marks to rows. */
public final class RollupRows {

    /** Days of alerts whose episodes are in memory at a time. */
    private static final int CHUNK = 50;

    /** The maximum number of days whose rules are all summed up in a transaction, after an erasure. */
    static final int MAX_RULE_DAYS = 10;

    private final int firstDay;
    private final Set<AlertDayKey> alertDays = new LinkedHashSet<>();
    private final RuleDayChanges changes = new RuleDayChanges();
    private final Set<Long> allRules = new TreeSet<>();

    /** A day of an alert. */
    public record AlertDayKey(long alertId, long day) {
    }

    /**
     * An episode that filling has come to.
     *
     * @param us its start
     * @param endUs null when it fires
     */
    public record FillPlace(long us, long alertId, @Nullable Long endUs) {

        /** Behind all episodes. */
        private static final FillPlace END = new FillPlace(Micros.MAX + 1, 0, null);

        /** Reads a place; empty when everything is filled. */
        public static Optional<FillPlace> state(RowReader row) {
            Long us = row.longOrNull("fill_from_us");
            return us == null ? Optional.empty() : Optional.of(new FillPlace(us, row.number("fill_from_alert"), null));
        }

        /** Where filling goes on: at the end when it has not begun. */
        public static Optional<FillPlace> of(List<Optional<FillPlace>> state) {
            return state.isEmpty() ? Optional.of(END) : state.get(0);
        }

        public static FillPlace episode(RowReader row) {
            return new FillPlace(row.number("starts_at_us"), row.number("alert_id"), row.longOrNull("ends_at_us"));
        }

        /** The days of episodes, and those with whose first hours they end, when flapping may begin. */
        public static List<AlertDayKey> days(List<FillPlace> episodes, int firstDay) {
            Set<AlertDayKey> days = new LinkedHashSet<>();
            for (FillPlace episode : episodes) {
                days.add(new AlertDayKey(episode.alertId, dayOf(episode.us)));
                if (episode.endUs != null && isEarly(episode.endUs)) {
                    days.add(new AlertDayKey(episode.alertId, dayOf(episode.endUs)));
                }
            }
            return days.stream().filter(key -> key.day() >= firstDay).toList();
        }
    }

    /** Whether flapping that begins at an instant may have begun to build up the day before. */
    private static boolean isEarly(long us) {
        return us < Definitions.startOf(dayOf(us)) + Definitions.FLAPPING_LOOK_BACK_US;
    }

    /**
     * Row of the marked days and their neighbours.
     *
     * @param rule of the alert
     * @param beforeUs the start of the last episode before the day; null when there is none
     * @param afterUs the start of the first episode behind it
     * @param endUs the end of the last episode that starts on the day or before; null when it fires
     */
    public record Neighbours(long alertId, long day, RuleDayChanges.Rule rule, @Nullable Long beforeUs, @Nullable Long afterUs,
            @Nullable Long endUs) {

        public static Neighbours read(RowReader row) {
            return new Neighbours(row.number("alert_id"), row.number("day"), RuleDayChanges.Rule.read(row),
                    row.longOrNull("before_us"), row.longOrNull("after_us"), row.longOrNull("end_us"));
        }

        private LongStream days() {
            return Stream.of(beforeUs, afterUs, endUs).filter(Objects::nonNull).map(Objects::requireNonNull)
                    .mapToLong(RollupRows::dayOf);
        }
    }

    private static long dayOf(long us) {
        return Definitions.day(us);
    }

    /**
     * Makes the list of what is summed up.
     *
     * @param firstDay days before it are left alone
     */
    public RollupRows(Collection<Touched> touched, Collection<Neighbours> neighbours, int firstDay) {
        this.firstDay = firstDay;
        touched.stream().filter(mark -> mark.alertId() == null).forEach(mark -> allRules.add(mark.day()));
        for (Neighbours row : neighbours) {
            changes.know(row.alertId(), row.rule());
            add(row.alertId(), row.day());
            row.days().forEach(day -> add(row.alertId(), day));
        }
    }

    /** Makes the list of days as it is. */
    public RollupRows(Collection<AlertDayKey> days) {
        firstDay = Integer.MIN_VALUE;
        alertDays.addAll(days);
    }

    private void add(long alertId, long day) {
        if (day >= firstDay) {
            alertDays.add(new AlertDayKey(alertId, day));
        }
    }

    /**
     * How much was done of what is marked.
     *
     * @param max the maximum number of marks of alerts that were taken
     * @return {@code max} when more may be waiting
     */
    public static int done(Collection<Touched> touched, int max) {
        return touched.stream().filter(mark -> mark.alertId() == null).count() >= MAX_RULE_DAYS ? max
                : Math.min(touched.size(), max);
    }

    /** The days of alerts that were marked. */
    public static List<AlertDayKey> marked(Collection<Touched> touched) {
        List<AlertDayKey> days = new ArrayList<>();
        for (Touched mark : touched) {
            if (mark.alertId() != null) {
                days.add(new AlertDayKey(mark.alertId(), mark.day()));
            }
        }
        return days.stream().distinct().toList();
    }

    /** The days to sum up, in portions. */
    public List<List<AlertDayKey>> chunks() {
        List<AlertDayKey> all = List.copyOf(alertDays);
        List<List<AlertDayKey>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }

    /** The days whose rules are all summed up again. */
    public Set<Long> allRules() {
        return allRules;
    }

    /** How the sums of rules change on the other days. */
    public RuleDayChanges changes() {
        return changes;
    }

    /** An episode of a day that is summed up. */
    public record DayEpisode(AlertDayKey day, EpisodeFacts facts, boolean held) {

        public static DayEpisode read(RowReader row) {
            return new DayEpisode(new AlertDayKey(row.number("alert_id"), Definitions.day(row.number("from_us"))),
                    EpisodeFactQueries.facts(row), row.number("held") != 0);
        }
    }

    /** Sums up days of alerts; days without episodes have no row. */
    public static List<AlertDay> alertDays(List<DayEpisode> episodes, Map<AlertDayKey, DayFigures.Held> held) {
        Map<AlertDayKey, List<EpisodeFacts>> byDay = new LinkedHashMap<>();
        episodes.forEach(row -> byDay.computeIfAbsent(row.day(), key -> new ArrayList<>()).add(row.facts()));
        List<AlertDay> rows = new ArrayList<>();
        byDay.forEach((key, facts) -> {
            DayFigures figures = DayFigures.of(facts, Definitions.startOf(key.day()), Definitions.startOf(key.day() + 1));
            if (!figures.isEmpty()) {
                rows.add(new AlertDay(key.day(), key.alertId(),
                        figures.withHeld(held.getOrDefault(key, DayFigures.Held.NONE))));
            }
        });
        return rows;
    }

    /** A day of an alert as a part of that of its rule, or a day of a rule. */
    public static RuleDay ruleDay(RowReader row) {
        return new RuleDay(row.number("day"), row.text("source"), row.text("alertname"), row.text("severity"),
                RollupTables.figures(row));
    }

    /** A stored day of an alert. */
    public static AlertDay alertDay(RowReader row) {
        return new AlertDay(row.number("day"), row.number("alert_id"), RollupTables.figures(row));
    }

    /** Sums up the days of rules. */
    public static List<RuleDay> ruleDays(List<RuleDay> parts) {
        return parts.stream().collect(Collectors.groupingBy(part -> List.of(part.source(), part.alertname(), part.severity())))
                .values().stream().map(RollupRows::sum).filter(day -> !day.figures().isEmpty()).toList();
    }

    private static RuleDay sum(List<RuleDay> parts) {
        RuleDay rule = parts.get(0);
        return new RuleDay(rule.day(), rule.source(), rule.alertname(), rule.severity(),
                DayFigures.sum(parts.stream().map(RuleDay::figures).toList()));
    }
}
