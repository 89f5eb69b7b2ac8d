package io.alerthistory.http.page.access;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditOutcome;
import io.alerthistory.http.page.Words;
import io.alerthistory.json.JsonText;

/** The words for what the audit log tells of. A newer build may have written names that this one does not know. */
final class AuditWords {

    private AuditWords() {
    }

    static String action(String name) {
        return AuditAction.named(name).map(AuditWords::action).orElseGet(() -> Words.ofName(name));
    }

    static String action(AuditAction action) {
        return switch (action) {
            case ALERT_SUBMIT -> "Submit an alert";
            case ALERT_ACKNOWLEDGE -> "Acknowledge alerts";
            case ALERT_UNACKNOWLEDGE -> "Take the acknowledgement of an alert back";
            case AUDIT_PRUNE -> "Prune the audit log";
            case CHAT_CANCEL -> "Cancel a response of a chat";
            case CHAT_OPEN -> "Open a chat";
            case CHAT_MESSAGE -> "Send a message to a chat";
            case DATABASE_BACKUP -> "Make a backup";
            case DATABASE_MIGRATE -> "Run migrations";
            case DATABASE_REHEARSE -> "Rehearse migrations";
            case DATABASE_RESTORE -> "Restore a backup";
            case DATABASE_ROLLBACK -> "Roll migrations back";
            case DATABASE_TEST -> "Run a self-test";
            case HISTORY_ERASE -> "Erase sessions";
            case HISTORY_EXPORT -> "Export sessions";
            case KEY_CREATE -> "Make a key";
            case KEY_REVOKE -> "Revoke a key";
            case KEY_ROTATE -> "Rotate a key";
            case SERVICE_START -> "Start of the service";
            case SESSION_CANCEL -> "Cancel a session";
            case SESSION_HOLD -> "Put a session on hold";
            case SESSION_READ -> "Read a session";
            case SESSION_RELEASE -> "Release a session from hold";
            case SESSION_RESUME -> "Resume a session";
            case SESSION_REVIEW -> "Review a session";
            case SIGN_IN_REFUSED -> "Refused sign-ins";
            case STAGE_CANCEL -> "Cancel an agent";
        };
    }

    static String outcome(String name) {
        for (AuditOutcome outcome : AuditOutcome.values()) {
            if (outcome.jsonName().equals(name)) {
                return switch (outcome) {
                    case OK -> "Done";
                    case BEGUN -> "Begun";
                    case REFUSED -> "Refused";
                    case FAILED -> "Failed";
                };
            }
        }
        return Words.ofName(name);
    }

    /** The style of an outcome. */
    static String style(String outcome) {
        return switch (outcome) {
            case "ok" -> "completed";
            case "begun" -> "in_progress";
            case "refused" -> "cancelled";
            default -> "failed";
        };
    }

    /** The details as a line: name and value of each member. */
    static String details(JsonText details) {
        List<String> facts = new ArrayList<>();
        JsonNode tree = details.tree();
        tree.properties().forEach(member -> facts.add(Words.ofName(member.getKey()) + ": " + value(member.getValue())));
        return String.join("; ", facts);
    }

    private static String value(JsonNode value) {
        if (value.isContainerNode()) {
            List<String> values = new ArrayList<>();
            if (value.isObject()) {
                value.properties().forEach(
                        member -> values.add(Words.ofName(member.getKey()) + " " + value(member.getValue())));
            } else {
                value.forEach(element -> values.add(value(element)));
            }
            return String.join(", ", values);
        }
        return value.isBoolean() ? value.asBoolean() ? "yes" : "no" : value.isNull() ? "none" : value.asText();
    }
}
