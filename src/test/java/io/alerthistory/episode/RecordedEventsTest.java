package io.alerthistory.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.ingest.EventReader;
import io.alerthistory.ingest.RecordedEvents;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What recorded events of real Alertmanagers come to, in whatever order and number they arrive. */
class RecordedEventsTest {

    private static final long NOW = 1_800_000_000_000_000L;
    private static final String LATENCY = "3cb02386d38e428d";
    private static final String NODE = "bc7144d5b0af6e0f";

    /** What facts come to. Suppressions are those of the first and the last sight. */
    private record History(Map<AlertKey, List<Episode>> episodes, Map<String, Notification> notifications,
            Map<String, Silence> silences, Map<String, List<Long>> suppressions) {

        static History of(List<JsonText> events) {
            EventReader reader = new EventReader("eu-1", Redaction.NONE, NOW);
            Map<AlertKey, TreeMap<Long, ReportedStart>> starts = new TreeMap<>();
            History history = new History(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
            for (JsonText event : events) {
                AlertFacts facts = reader.read(event).orElseThrow();
                facts.reports().forEach(report -> starts.computeIfAbsent(report.key(), key -> new TreeMap<>())
                        .merge(report.start().startsAtUs(), report.start(), ReportedStart::merge));
                facts.notifications().forEach(sent -> history.addNotification(sent));
                facts.silences().forEach(silence -> history.silences
                        .putIfAbsent(silence.silenceId() + silence.updatedAtUs(), silence));
                facts.suppressions().forEach(seen -> history.suppressions.merge(
                        seen.alert().key() + " " + seen.kind() + " " + seen.ref(), List.of(seen.seenAtUs(), seen.seenAtUs()),
                        (one, other) -> List.of(Math.min(one.get(0), other.get(0)), Math.max(one.get(1), other.get(1)))));
            }
            starts.forEach((key, reported) -> history.episodes.put(key, EpisodeFold.fold(reported.values(), null, NOW)));
            return history;
        }

        private void addNotification(Notification sent) {
            Notification known = notifications.putIfAbsent(sent.id(), sent);
            assertThat(known == null || known.equals(sent)).isTrue();
        }
    }

    static Stream<List<JsonText>> recordings() {
        return Stream.of(RecordedEvents.folder("v1-0.33"), RecordedEvents.folder("v2-0.35"),
                RecordedEvents.batches("http-0.35/event-batches-in-order.jsonl"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void orderAndCopiesMakeNoDifference(List<JsonText> events) {
        History expected = History.of(events);
        List<JsonText> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        List<JsonText> doubled = events.stream().flatMap(event -> Stream.of(event, event)).toList();
        List<JsonText> interleaved = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            interleaved.add(events.get(i));
            interleaved.add(events.get((i + events.size() / 2) % events.size()));
        }

        assertThat(expected.episodes()).isNotEmpty();
        assertThat(expected.notifications()).isNotEmpty();
        assertThat(History.of(reversed)).isEqualTo(expected);
        assertThat(History.of(doubled)).isEqualTo(expected);
        assertThat(History.of(interleaved)).isEqualTo(expected);
    }

    @Property(tries = 30)
    void chanceMakesNoDifference(@ForAll long seed) {
        Random random = new Random(seed);
        for (List<JsonText> events : recordings().toList()) {
            List<JsonText> delivered = events.stream()
                    .flatMap(event -> Collections.nCopies(1 + random.nextInt(5), event).stream())
                    .collect(ArrayList::new, List::add, List::addAll);
            Collections.shuffle(delivered, random);

            assertThat(History.of(delivered)).isEqualTo(History.of(events));
        }
    }

    @Example
    void twoReleasesTellTheSameStory() {
        for (String incident : List.of("v1-0.33/incident-node-down.jsonl", "v2-0.35/incident-node-down.jsonl")) {
            History history = History.of(RecordedEvents.file(incident));

            assertThat(shape(history, LATENCY)).as(incident).containsExactly("TOLD", "TOLD");
            assertThat(shape(history, NODE)).as(incident).containsExactly("TOLD");
            assertThat(history.silences().values()).as(incident).extracting(Silence::comment).contains("planned reboot",
                    "planned reboot, takes longer");
            assertThat(history.suppressions().keySet()).as(incident).hasSize(2)
                    .anyMatch(seen -> seen.contains(NODE + "] SILENCED "))
                    .anyMatch(seen -> seen.contains(LATENCY + "] INHIBITED ") && seen.endsWith("|" + NODE));
        }
    }

    private static List<String> shape(History history, String fingerprint) {
        return history.episodes().get(new AlertKey("eu-1", fingerprint)).stream().map(Episode::endReason).map(String::valueOf)
                .toList();
    }

    /** Every kind of event is among those that are folded. */
    @Example
    void everyTypeIsRecorded() {
        Function<String, List<String>> types = folder -> RecordedEvents.folder(folder).stream()
                .map(event -> String.valueOf(event.member("data")))
                .map(data -> data.replaceAll("(?s)^\\{\\s*\"(\\w+)\".*", "$1"))
                .distinct().sorted().toList();

        assertThat(types.apply("v1-0.33")).isEqualTo(types.apply("v2-0.35")).containsExactly("alertCreated", "alertGrouped",
                "alertResolved", "alertmanagerShutdownEvent", "alertmanagerStartupEvent", "inhibitionMutedAlert",
                "notification", "silenceCreated", "silenceMutedAlert", "silenceUpdated");
    }
}
