package io.alerthistory.http.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.ActiveEpisodeView;
import io.alerthistory.episode.read.EpisodePages;
import io.alerthistory.http.Csv;
import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/**
 * Writes episodes as lines, page by page: the next page is read when the client has taken the one before.
 *
 * @param header the lines before the first one
 * @param line an episode with its line break
 */
record EpisodeLines(String header, Function<ActiveEpisodeView, List<Utf8>> line) {

    private static final Utf8 LINE_FEED = Utf8.of("\n");

    private static final List<String> COLUMNS = List.of("fingerprint", "source", "alertname", "severity", "starts_at",
            "ends_at", "starts_at_us",
            "ends_at_us", "end_reason", "received_at_us", "notifications", "first_notified_at_us", "receivers", "acked_at_us",
            "acked_by",
            "silenced_by", "inhibited_by", "labels", "annotations");

    /** Lines of JSON. */
    static EpisodeLines json(JsonDocuments documents) {
        return new EpisodeLines("", episode -> {
            List<Utf8> line = new ArrayList<>();
            documents.of(episode).parts().forEach(part -> line.addAll(((JsonPart.Bytes) part).texts()));
            line.add(LINE_FEED);
            return line;
        });
    }

    /** Comma-separated values (RFC 4180) with a header. */
    static EpisodeLines csv() {
        return new EpisodeLines(Csv.row(COLUMNS.stream()), episode -> List.of(Utf8.of(Csv.row(values(episode)))));
    }

    JsonDocument document(EpisodePages pages) {
        AtomicBoolean begun = new AtomicBoolean(header.isEmpty());
        JsonPart.Source source = () -> begun.compareAndSet(false, true)
                ? Uni.createFrom().item(JsonPart.Bytes.of(Utf8.of(header)))
                : pages.next().map(this::part);
        return new JsonDocument(List.of(new JsonPart.Later(source)), false, () -> {
        });
    }

    private @Nullable JsonPart part(@Nullable List<ActiveEpisodeView> page) {
        return page == null ? null
                : new JsonPart.Bytes(page.stream().flatMap(episode -> line.apply(episode).stream()).toList());
    }

    private static Stream<String> values(ActiveEpisodeView episode) {
        return Stream.of(episode.fingerprint(), episode.source(), episode.alertname(), Csv.text(episode.severity()),
                Csv.time(episode.startsAtUs()), Csv.time(episode.endsAtUs()), Csv.text(episode.startsAtUs()),
                Csv.text(episode.endsAtUs()),
                episode.endReason() == null ? "" : episode.endReason().jsonName(), Csv.text(episode.receivedAtUs()),
                Csv.text(episode.notifications()), Csv.text(episode.firstNotifiedAtUs()),
                String.join(" ", episode.receivers()), Csv.text(episode.ackedAtUs()),
                Csv.text(episode.ackedBy()), String.join(" ", episode.silencedBy()),
                String.join(" ", episode.inhibitedBy()),
                episode.labels().text(), json(episode.annotations()));
    }

    private static String json(@Nullable JsonText json) {
        return json == null ? "" : json.text();
    }
}
