package io.alerthistory.alert;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.alerthistory.json.JsonText;

/**
 * The body of Alertmanager's webhook, version 4, as far as it is looked at; Alertmanager adds members from release to release.
 * <p>
 * Everything but the version is kept as it was sent and looked at later: one broken alert must not reject its neighbours.
 *
 * @param alerts at most 20,000
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AlertmanagerNotification(
        @NotNull @Pattern(regexp = "4", message = "must be \"4\", the only version that is understood") String version,
        @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText receiver,
        @JsonProperty("groupKey") @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText groupKey,
        @JsonProperty("groupLabels") @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText groupLabels,
        @JsonProperty("externalURL") @Nullable @JsonDeserialize(using = JsonText.Unchecked.class) JsonText externalUrl,
        @NotNull @JsonFormat(without = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @JsonDeserialize(contentUsing = JsonText.Unchecked.class) List<@Nullable JsonText> alerts) {
}
