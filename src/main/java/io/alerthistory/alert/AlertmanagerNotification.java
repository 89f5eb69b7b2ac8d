package io.alerthistory.alert;

import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.alerthistory.json.JsonText;

/**
 * The body of Alertmanager's webhook, version 4, and of Grafana's, which differs in the version and has more members.
 * <p>
 * Everything except the version is kept as it was sent and checked later: one invalid alert must not refuse the
 * others.
 *
 * @param alerts at most 20,000
 * @param others all other members by name; Alertmanager adds some from release to release
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
public record AlertmanagerNotification(
        @NotNull @Pattern(regexp = "[14]", message = "must be \"4\" as Alertmanager sends it, or \"1\" as Grafana does") String version,
        @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText receiver,
        @JsonProperty("groupKey") @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText groupKey,
        @JsonProperty("groupLabels") @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText groupLabels,
        @JsonProperty("externalURL") @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText externalUrl,
        @NotNull @JsonFormat(without = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @JsonDeserialize(contentUsing = JsonText.Unchecked.class) List<@Nullable JsonText> alerts,
        @Schema(hidden = true) @Nullable @JsonAnySetter @JsonDeserialize(contentUsing = JsonText.Unchecked.class) Map<String, JsonText> others) {
}
