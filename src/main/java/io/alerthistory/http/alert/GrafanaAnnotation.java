package io.alerthistory.http.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.episode.read.ActiveEpisodeView;
import io.alerthistory.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An episode as an annotation of a Grafana dashboard.
 *
 * @param time its start in milliseconds since the epoch
 * @param timeEnd its end in milliseconds since the epoch; null while the alert fires
 * @param title the name of the alert
 * @param text its summary or description
 * @param tags its labels but its name, each as name:value, sorted
 */
@RegisterForReflection // the API description does not name it
public record GrafanaAnnotation(long time, @JsonProperty("timeEnd") @Nullable Long timeEnd, String title, String text,
        List<String> tags) {

    private static final long MILLISECOND = 1_000;

    static GrafanaAnnotation of(ActiveEpisodeView episode) {
        Long end = episode.endsAtUs();
        List<String> tags = episode.labels().tree().properties().stream().filter(label -> !label.getKey().equals("alertname"))
                .map(label -> label.getKey() + ":" + label.getValue().asText()).sorted().toList();
        return new GrafanaAnnotation(Math.floorDiv(episode.startsAtUs(), MILLISECOND),
                end == null ? null : Long.valueOf(Math.floorDiv(end, MILLISECOND)), episode.alertname(),
                text(episode.annotations()), tags);
    }

    private static String text(@Nullable JsonText annotations) {
        if (annotations == null) {
            return "";
        }
        JsonNode tree = annotations.tree();
        return tree.path("summary").asText(tree.path("description").asText(""));
    }
}
