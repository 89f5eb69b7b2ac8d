package io.alerthistory.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.Notification.State;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What events of the event recorder say, in both shapes. */
class EventReaderTest {

    private static final long NOW = 1_800_000_000_000_000L;
    private static final String LATENCY = "3cb02386d38e428d";

    private static AlertFacts read(String event) {
        return new EventReader("eu-1", Redaction.NONE, NOW).read(new JsonText(event)).orElseThrow();
    }

    private static AlertFacts recorded(String file) {
        return read(RecordedEvents.file(file).get(0).text());
    }

    private static String event(String data) {
        return "{\"@timestamp\":\"2026-11-29T02:30:00Z\",\"instance\":\"am-0\",\"data\":" + data + "}";
    }

    private static String created(String alert) {
        return event("{\"alertCreated\":{\"alert\":" + alert + "}}");
    }

    @ParameterizedTest
    @CsvSource({
            "v1-0.33/event-alertCreated.json",
            "v1-0.33/event-alertGrouped.json",
            "v2-0.35/event-alertCreated.json",
            "v2-0.35/event-alertGrouped.json" })
    void aFiringAlertHasTheLeaseThatItsSenderGave(String file) {
        EpisodeReport report = recorded(file).reports().get(0);

        assertThat(report.key().source()).isEqualTo("eu-1");
        assertThat(report.key().fingerprint()).isEqualTo(LATENCY);
        assertThat(report.alert().labels()).hasSize(8).containsEntry("service", "checkout");
        assertThat(report.alert().annotations()).hasToString(
                "{\"runbook_url\":\"https://runbooks.example.org/latency\",\"summary\":\"p99 of checkout is 2.4s\"}");
        assertThat(report.start().leaseUntilUs()).isEqualTo(report.start().startsAtUs() + 40_000_000);
        assertThat(report.start().toldEndUs()).isNull();
        assertThat(report.start().receivedAtUs()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = { "v1-0.33/event-alertResolved.json", "v1-0.33/event-alertGrouped-of-resolved.json",
            "v2-0.35/event-alertResolved.json", "v2-0.35/event-alertGrouped-of-resolved.json" })
    void aResolvedAlertHasEnded(String file) {
        ReportedStart start = recorded(file).reports().get(0).start();

        assertThat(start.toldEndUs()).isNotNull().isGreaterThan(start.startsAtUs());
        assertThat(start.leaseUntilUs()).isNull();
    }

    @Example
    void anAlertOfANotificationWasSeenAtItsTime() {
        AlertFacts facts = recorded("v2-0.35/event-notification.json");

        assertThat(facts.reports()).extracting(EpisodeReport::start)
                .containsExactly(ReportedStart.seen(1_795_919_392_641_000L, 1_795_919_395_659_621L, NOW));
        Notification sent = facts.notifications().get(0);
        assertThat(sent.id()).hasSize(43);
        assertThat(sent.digest()).isFalse();
        assertThat(sent.atUs()).isEqualTo(1_795_919_395_659_621L);
        assertThat(sent.groupKey()).startsWith("{}/{team=\"shop\"}:");
        assertThat(List.of(sent.receiver(), sent.integration(), String.valueOf(sent.reason()), String.valueOf(sent.instance())))
                .containsExactly("team-shop", "webhook", "first notification", "alertmanager-0");
        assertThat(sent.alerts()).containsExactly(
                new Notification.Notified(facts.reports().get(0).key(), 1_795_919_392_641_000L, State.FIRING));
    }

    @ParameterizedTest
    @CsvSource({
            "v1-0.33/event-notification-repeat.json, repeat interval elapsed, 0",
            "v2-0.35/event-notification-repeat.json, repeat interval elapsed, 0",
            "v1-0.33/event-notification-second-integration.json, first notification, 1",
            "v2-0.35/event-notification-second-integration.json, first notification, 1",
            "v1-0.33/event-notification-some-resolved.json, some alerts resolved, 0",
            "v2-0.35/event-notification-some-resolved.json, some alerts resolved, 0" })
    void reasonsHaveTheWordsOfTheWebhook(String file, String reason, int index) {
        Notification sent = recorded(file).notifications().get(0);

        assertThat(sent.reason()).isEqualTo(reason);
        assertThat(sent.integrationIndex()).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({ "v1-0.33/event-notification-some-resolved.json, 2, 2, 0",
            "v2-0.35/event-notification-some-muted.json, 1, 2, 1",
            "v2-0.35/event-notification-several-alerts.json, 4, 0, 0" })
    void aNotificationSaysWhichAlertsItIsAbout(String file, int firing, int resolved, int muted) {
        Notification sent = recorded(file).notifications().get(0);

        assertThat(List.of(sent.count(State.FIRING), sent.count(State.RESOLVED), sent.count(State.MUTED)))
                .containsExactly(firing, resolved, muted);
    }

    /** The hashes of 0.33 are joined by those beside the fingerprints; muted ones need not be among the alerts. */
    @Example
    void mutedAlertsOfTheFirstShapeAreJoinedByTheirHashes() {
        String sent = RecordedEvents.file("v1-0.33/event-notification-several-alerts.json").get(0).text().replace(
                "\"groupInfo\"", "\"mutedAlerts\":[{\"hash\":\"10786441530492847377\"},{\"hash\":\"1\"}],\"groupInfo\"");

        Map<String, State> states = read(sent).notifications().get(0).alerts().stream()
                .collect(Collectors.toMap(alert -> alert.key().fingerprint(), Notification.Notified::state));

        assertThat(states).hasSize(4).containsEntry("fe64ead2b9e98983", State.MUTED);
        assertThat(states.values()).containsOnlyOnce(State.MUTED);
    }

    @Example
    void theIdentityOfANotificationIsTheFlushOfAGroupsLife() {
        String sent = RecordedEvents.file("v2-0.35/event-notification.json").get(0).text();
        String id = read(sent).notifications().get(0).id();

        assertThat(read(sent.replace("02:29:55.659621976Z", "03:00:00Z")).notifications().get(0).id()).isEqualTo(id);
        assertThat(read(sent.replaceAll("\"flushId\": ?\"1\"", "\"flushId\":\"2\"")).notifications().get(0).id())
                .isNotEqualTo(id);
        assertThat(read(sent.replace("\"name\": \"webhook\"", "\"name\": \"webhook\", \"index\": \"1\"")).notifications()
                .get(0).id()).isNotEqualTo(id);
        assertThat(read(sent.replace("79562f58", "00000000")).notifications().get(0).id()).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = { "v1-0.33/event-silenceCreated.json", "v2-0.35/event-silenceCreated.json",
            "v1-0.33/event-silenceMutedAlert.json", "v2-0.35/event-silenceMutedAlert.json" })
    void aSilenceHasTheMatchersOfTheApi(String file) {
        Silence silence = recorded(file).silences().get(0);

        assertThat(silence.matchers()).hasToString("[{\"name\":\"alertname\",\"value\":\"NodeDown\",\"isRegex\":false,"
                + "\"isEqual\":true},{\"name\":\"node\",\"value\":\"node-a\",\"isRegex\":false,\"isEqual\":true}]");
        assertThat(silence.createdBy()).isEqualTo("jdoe");
        assertThat(silence.comment()).isEqualTo("planned reboot");
        assertThat(silence.seenByApi()).isFalse();
        assertThat(silence.endsAtUs()).isGreaterThan(silence.startsAtUs());
    }

    @Example
    void aSilencedAlertRefersToItsSilence() {
        AlertFacts facts = recorded("v2-0.35/event-silenceMutedAlert.json");

        Suppression seen = facts.suppressions().get(0);
        assertThat(seen.kind()).isEqualTo(Suppression.Kind.SILENCED);
        assertThat(seen.ref()).isEqualTo("71852027-3040-4356-8cb7-2ce414c0c3a8").isEqualTo(facts.silences().get(0).silenceId());
        assertThat(seen.alert().labels()).containsEntry("alertname", "NodeDown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "v2-0.35/event-inhibitionMutedAlert.json; node-down-mutes-latency|bc7144d5b0af6e0f",
            "v1-0.33/event-inhibitionMutedAlert.json; "
                    + "{alertname=\"NodeDown\"}->{severity=\"warning\"}[\"cluster\",\"node\"]|bc7144d5b0af6e0f" })
    void anInhibitedAlertRefersToTheRuleAndItsSources(String file, String ref) {
        Suppression seen = recorded(file).suppressions().get(0);

        assertThat(seen.kind()).isEqualTo(Suppression.Kind.INHIBITED);
        assertThat(seen.ref()).isEqualTo(ref);
        assertThat(seen.alert().key().fingerprint()).isEqualTo(LATENCY);
    }

    @Example
    void startAndStopSayNothingOfAlerts() {
        assertThat(recorded("v2-0.35/event-alertmanagerStartupEvent.json").reports()).isEmpty();
        assertThat(recorded("v2-0.35/event-alertmanagerShutdownEvent.json").reports()).isEmpty();
    }

    @Example
    void anUnknownTypeIsEmpty() {
        assertThat(new EventReader("", Redaction.NONE, NOW).read(new JsonText(event("{\"alertSnoozed\":{}}")))).isEmpty();
    }

    @Example
    void aLabelNamedLabelsIsALabel() {
        assertThat(read(created("{\"fingerprint\":\"1\",\"labels\":{\"labels\":\"x\"},\"startsAt\":\"2026-01-01T00:00:00Z\"}"))
                .reports().get(0).alert().labels()).containsExactly(Map.entry("labels", "x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "17; event must be an object",
            "{\"data\":{\"alertCreated\":{}}}; @timestamp is required and must be an instant in the format of RFC 3339",
            "{\"@timestamp\":\"yesterday\",\"data\":{}}; @timestamp must be an instant in the format of RFC 3339",
            "{\"@timestamp\":\"2026-11-29T02:30:00Z\"}; data must be an object",
            "{\"@timestamp\":\"2026-11-29T02:30:00Z\",\"data\":{\"a\":{},\"b\":{}}}; "
                    + "data must have exactly one object, whose name is the type of the event" })
    void refusesWhatIsNoEvent(String event, String message) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(ProblemException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{}; fingerprint is required and must be a string",
            "{\"fingerprint\":\"-1\",\"labels\":{\"a\":\"b\"}}; fingerprint must be a decimal number of 64 bits without a sign",
            "{\"fingerprint\":\"18446744073709551616\",\"labels\":{\"a\":\"b\"}}; "
                    + "fingerprint must be a decimal number of 64 bits without a sign",
            "{\"fingerprint\":\"1\"}; labels must have at least one label with a value",
            "{\"fingerprint\":\"1\",\"labels\":{\"a\":\"\"}}; labels must have at least one label with a value",
            "{\"fingerprint\":\"1\",\"labels\":{\"a\":1}}; labels must be an object of strings",
            "{\"fingerprint\":\"1\",\"labels\":{\"\":\"b\"}}; each name in labels must have 1 to 1,024 characters",
            "{\"fingerprint\":\"1\",\"labels\":{\"a\":\"\\u0000\"}}; "
                    + "each string and number must not contain the character U+0000",
            "{\"fingerprint\":\"1\",\"labels\":{\"a\":\"b\"}}; startsAt is required and must be an instant in the format of RFC 3339",
            "{\"fingerprint\":\"1\",\"labels\":{\"a\":\"b\"},\"startsAt\":\"1969-01-01T00:00:00Z\"}; "
                    + "startsAt must be between the years 1970 and 9999" })
    void refusesAnInvalidAlert(String alert, String message) {
        assertThatThrownBy(() -> read(created(alert))).isInstanceOf(ProblemException.class).hasMessage(message);
    }

    /** A notification of 5,120 alerts is one event. */
    @Example
    void aLargeNotificationIsRead() {
        ObjectNode event = (ObjectNode) RecordedEvents.file("v2-0.35/event-notification.json").get(0).tree();
        ArrayNode alerts = (ArrayNode) event.at("/data/notification/alerts");
        ObjectNode first = (ObjectNode) alerts.get(0);
        for (int i = 1; i < 5120; i++) {
            ObjectNode other = first.deepCopy();
            other.put("fingerprint", String.valueOf(i));
            ((ObjectNode) other.get("details")).put("fingerprint", String.valueOf(i));
            alerts.add(other);
        }

        AlertFacts facts = read(event.toString());

        assertThat(facts.reports()).hasSize(5120);
        assertThat(facts.notifications().get(0).alerts()).hasSize(5120);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.of("", "1", "true", "0001-01-01T00:00:00Z", "-1", "18446744073709551616"),
                Arbitraries.strings().ofMaxLength(20));
    }

    /** A value that is another one than it should be is refused, or read, and never a failure of the service. */
    @Property(tries = 1000)
    void aChangedValueIsReadOrRefused(@ForAll int file, @ForAll int place, @ForAll int kind, @ForAll("texts") String text) {
        List<JsonText> events = Stream.of("v1-0.33", "v2-0.35").flatMap(folder -> RecordedEvents.folder(folder).stream())
                .toList();
        JsonNode event = events.get(Math.floorMod(file, events.size())).tree();
        List<JsonNode> containers = new ArrayList<>();
        collect(event, containers);
        JsonNode container = containers.get(Math.floorMod(place, containers.size()));
        JsonNode value = value(Math.floorMod(kind, 6), text);
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.set(names.isEmpty() ? text : names.get(Math.floorMod(place, names.size())), value);
        } else {
            ((ArrayNode) container).add(value);
        }

        try {
            new EventReader("", Redaction.NONE, NOW).read(JsonText.of(event)).ifPresent(facts -> {
                facts.reports().forEach(report -> assertThat(report.key().fingerprint()).matches("[0-9a-f]{16}"));
                facts.suppressions().forEach(seen -> assertThat(seen.ref()).hasSizeLessThan(700));
            });
        } catch (ProblemException e) {
            assertThat(e.detail()).isNotBlank();
        }
    }

    private static JsonNode value(int kind, String text) {
        return switch (kind) {
            case 0 -> JsonNodeFactory.instance.textNode(text);
            case 1 -> JsonNodeFactory.instance.numberNode(-7.5);
            case 2 -> JsonNodeFactory.instance.booleanNode(true);
            case 3 -> JsonNodeFactory.instance.nullNode();
            case 4 -> JsonNodeFactory.instance.arrayNode().add(text);
            default -> JsonNodeFactory.instance.objectNode().put("labels", text);
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
