package io.alerthistory.alert;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The body of Alertmanager's webhook, version 4, as far as it is looked at; Alertmanager adds members from release to release.
 * <p>
 * Everything but the version is kept as a tree: one broken alert must not reject its neighbours.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AlertmanagerNotification(
        @NotNull @Pattern(regexp = "4", message = "must be \"4\", the only version that is understood") String version,
        @Nullable JsonNode receiver,
        @JsonProperty("groupKey") @Nullable JsonNode groupKey,
        @JsonProperty("groupLabels") @Nullable JsonNode groupLabels,
        @JsonProperty("externalURL") @Nullable JsonNode externalUrl,
        @NotNull @JsonFormat(without = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<JsonNode> alerts) {
}
