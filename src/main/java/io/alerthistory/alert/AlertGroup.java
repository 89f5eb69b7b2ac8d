package io.alerthistory.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.TextNode;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.json.Utf8Builder;
import io.alerthistory.redaction.Redaction;

/**
 * The members of a notification that are stored with each of its alerts: groupLabels, receiver, groupKey and
 * externalURL, and as many of the others as fit.
 */
final class AlertGroup {

    /** The maximum size of these members in bytes. They are stored once for each alert. */
    static final int MAX_BYTES = 65_536;

    /** The maximum size in bytes of these members for all alerts of a notification together. */
    static final long MAX_TOTAL_BYTES = 67_108_864;

    /** The member that holds the number of members that did not fit. */
    static final String OMITTED = "omitted_members";

    /** The alert has its own status. */
    private static final Set<String> NOT_KEPT = Set.of("status", OMITTED);

    private static final JsonText NULL = new JsonText("null");

    private final Utf8 always;
    private final Map<String, Utf8> others;
    private final int length;
    private final @Nullable String defect;

    private AlertGroup(Utf8 always, Map<String, Utf8> others, int length, @Nullable String defect) {
        this.always = always;
        this.others = others;
        this.length = length;
        this.defect = defect;
    }

    /**
     * Makes the group of a notification.
     *
     * @throws ProblemException 422 when groupLabels, receiver, groupKey and externalURL are too large for the number of
     *         alerts
     */
    static AlertGroup of(AlertmanagerNotification notification, Redaction redaction) {
        Utf8Builder text = new Utf8Builder();
        List<String> defects = new ArrayList<>();
        append(text, "groupLabels", notification.groupLabels(), redaction, defects);
        append(text, "receiver", notification.receiver(), redaction, defects);
        append(text, "groupKey", notification.groupKey(), redaction, defects);
        append(text, "externalURL", notification.externalUrl(), redaction, defects);
        int alerts = notification.alerts().size();
        if (!fits(text.length(), alerts)) {
            throw ProblemException.invalidField("/groupLabels", "groupLabels, receiver, groupKey and externalURL have "
                    + text.length() + " bytes, which are stored with every alert; they must have at most " + MAX_BYTES
                    + " bytes, and "
                    + MAX_TOTAL_BYTES + " for all alerts together");
        }
        Map<String, Utf8> others = others(notification, redaction, text.length(), alerts);
        int length = text.length() + others.values().stream().mapToInt(Utf8::length).sum();
        return new AlertGroup(text.toUtf8(), others, length, defects.isEmpty() ? null : defects.get(0));
    }

    private static boolean fits(long length, int alerts) {
        return length <= MAX_BYTES && length * alerts <= MAX_TOTAL_BYTES;
    }

    private static void append(Utf8Builder text, String name, @Nullable JsonText sent, Redaction redaction,
            List<String> defects) {
        JsonText value = Objects.requireNonNullElse(sent, NULL);
        if (value.length() > MAX_BYTES) { // too large to be copied
            throw ProblemException.invalidField("/" + name, "must have at most " + MAX_BYTES + " bytes");
        }
        String defect = value.defect();
        if (defect != null) {
            defects.add(defect);
        }
        text.append(",\"" + name + "\":").append(defect == null ? redaction.json(value).utf8() : value.utf8());
    }

    /** Keeps the smallest members first, so that one large member does not displace the others. */
    private static Map<String, Utf8> others(AlertmanagerNotification notification, Redaction redaction, int used, int alerts) {
        Map<String, Utf8> kept = new LinkedHashMap<>();
        int length = used;
        int omitted = 0;
        for (Map.Entry<String, JsonText> other : bySize(notification.others())) {
            Utf8 member = fits((long) length + other.getValue().length(), alerts) && isStorable(other)
                    ? member(other.getKey(), redaction.json(other.getValue()))
                    : null;
            if (member != null && fits((long) length + member.length(), alerts)) {
                kept.put(other.getKey(), member);
                length += member.length();
            } else {
                omitted++;
            }
        }
        if (omitted > 0) {
            kept.put(OMITTED, member(OMITTED, new JsonText(String.valueOf(omitted))));
        }
        return kept;
    }

    private static List<Map.Entry<String, JsonText>> bySize(@Nullable Map<String, JsonText> others) {
        return others == null ? List.of()
                : others.entrySet().stream().filter(other -> !NOT_KEPT.contains(other.getKey()))
                        .map(other -> Map.entry(other.getKey(), Objects.requireNonNullElse(other.getValue(), NULL)))
                        .sorted(Comparator.comparingInt(other -> other.getValue().length())).toList();
    }

    private static boolean isStorable(Map.Entry<String, JsonText> other) {
        return other.getValue().defect() == null && name(other.getKey()).defect() == null;
    }

    private static JsonText name(String name) {
        return JsonText.of(TextNode.valueOf(name));
    }

    private static Utf8 member(String name, JsonText value) {
        return new Utf8Builder().append(',').append(name(name).utf8()).append(':').append(value.utf8()).toUtf8();
    }

    /** The names of the members that an alert's own members override. */
    Set<String> names() {
        return others.keySet();
    }

    /** Returns why no alert can be stored with these members; null when they can. */
    @Nullable
    String defect() {
        return defect;
    }

    /** The number of bytes that the group adds to each alert. */
    int length() {
        return length;
    }

    /**
     * Appends the members of the group to an alert.
     *
     * @param alert an object with members
     * @param own the names among {@link #names()} that the alert has itself
     */
    JsonText with(JsonText alert, Set<String> own) {
        Utf8 members = alert.utf8();
        int length = members.length() + always.length()
                + others.entrySet().stream().filter(other -> !own.contains(other.getKey()))
                        .mapToInt(other -> other.getValue().length()).sum();
        byte[] bytes = new byte[length];
        int at = append(members, members.length() - 1, bytes, 0); // without the closing brace
        at = append(always, always.length(), bytes, at);
        for (Map.Entry<String, Utf8> other : others.entrySet()) {
            if (!own.contains(other.getKey())) {
                at = append(other.getValue(), other.getValue().length(), bytes, at);
            }
        }
        bytes[at] = '}';
        return new JsonText(Utf8.of(bytes));
    }

    private static int append(Utf8 text, int length, byte[] bytes, int at) {
        System.arraycopy(text.array(), text.offset(), bytes, at, length);
        return at + length;
    }
}
