package io.alerthistory.alert;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.json.UnknownMembers;
import io.alerthistory.session.AlertRef;
import io.alerthistory.session.Bounds;
import io.alerthistory.session.CreateSession;
import io.alerthistory.time.Micros;

/**
 * The body of a POST of an alert.
 *
 * @param runbook the URL of instructions
 * @param timestamp when the alert occurred, microseconds since the epoch; the session starts when the alert is received
 * @param data the alert, a value of any shape
 * @param mcp the tool servers that the investigation may use
 * @param alertRef the recorded alert that is to be investigated
 */
@UnknownMembers("put members that describe the alert into data, which accepts any member")
public record SubmitAlert(
        @Nullable @Size(max = Bounds.NAME) String alertType,
        @Nullable String runbook,
        @Nullable @PositiveOrZero @Max(Micros.MAX) Long timestamp,
        @NotNull @ObjectJson JsonText data,
        @Nullable @ObjectJson JsonText mcp,
        @Nullable @Size(max = Bounds.FOREIGN_ID) String slackMessageFingerprint,
        @Nullable @Valid AlertRef alertRef) {

    static final String SOURCE = "api";

    CreateSession toCreateSession() {
        JsonText metadata = timestamp == null ? null
                : JsonText.of(JsonNodeFactory.instance.objectNode().put("alert_timestamp_us", timestamp));
        return CreateSession.submitted(data, SOURCE, alertType, SOURCE, runbook, mcp, metadata, slackMessageFingerprint,
                alertRef);
    }
}
