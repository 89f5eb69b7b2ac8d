package io.alerthistory.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.json.Utf8Builder;

/** What a notification says of all of its alerts, as members that are stored with each of them. */
final class AlertGroup {

    /** Bytes of the members. They are stored once for every alert. */
    static final int MAX_BYTES = 65_536;

    /** Bytes of the members for all alerts of a notification together. */
    static final long MAX_BYTES_IN_ALL = 67_108_864;

    private static final JsonText NULL = new JsonText("null");

    private final Utf8 members;
    private final @Nullable String defect;

    private AlertGroup(Utf8 members, @Nullable String defect) {
        this.members = members;
        this.defect = defect;
    }

    /** @throws ProblemException 422 when the members are too large for so many alerts */
    static AlertGroup of(AlertmanagerNotification notification) {
        Utf8Builder text = new Utf8Builder();
        List<String> defects = new ArrayList<>();
        append(text, "groupLabels", notification.groupLabels(), defects);
        append(text, "receiver", notification.receiver(), defects);
        append(text, "groupKey", notification.groupKey(), defects);
        append(text, "externalURL", notification.externalUrl(), defects);
        text.append('}');
        if (text.length() > MAX_BYTES || (long) text.length() * notification.alerts().size() > MAX_BYTES_IN_ALL) {
            throw ProblemException.invalidField("/groupLabels", "groupLabels, receiver, groupKey and externalURL have "
                    + text.length() + " bytes, which are stored with every alert; at most " + MAX_BYTES + ", and "
                    + MAX_BYTES_IN_ALL + " for all alerts, are taken");
        }
        return new AlertGroup(text.toUtf8(), defects.isEmpty() ? null : defects.get(0));
    }

    private static void append(Utf8Builder text, String name, @Nullable JsonText sent, List<String> defects) {
        JsonText value = Objects.requireNonNullElse(sent, NULL);
        if (value.length() > MAX_BYTES) { // refused below; not copied
            throw ProblemException.invalidField("/" + name, "must have at most " + MAX_BYTES + " bytes");
        }
        String defect = value.defect();
        if (defect != null) {
            defects.add(defect);
        }
        text.append(",\"" + name + "\":").append(value.utf8());
    }

    /** Why none of the alerts can be stored with these members; null when they can. */
    @Nullable
    String defect() {
        return defect;
    }

    /** The bytes that each alert has besides its own. */
    int length() {
        return members.length();
    }

    /**
     * An alert with the members of its group behind its own.
     *
     * @param alert an object with members
     */
    JsonText with(JsonText alert) {
        Utf8 own = alert.utf8();
        byte[] bytes = new byte[own.length() - 1 + members.length()];
        System.arraycopy(own.array(), own.offset(), bytes, 0, own.length() - 1); // without the brace that closes it
        System.arraycopy(members.array(), members.offset(), bytes, own.length() - 1, members.length());
        return new JsonText(Utf8.of(bytes));
    }
}
