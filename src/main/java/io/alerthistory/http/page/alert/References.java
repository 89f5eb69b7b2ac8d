package io.alerthistory.http.page.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.alerthistory.episode.read.SilenceView;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.alert.AlertRow.Held;
import io.alerthistory.http.page.alert.AlertRow.Reference;
import io.alerthistory.json.Truncation;

/** What holds an alert back, for people. */
final class References {

    private static final Pattern FINGERPRINT = Pattern.compile("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int MAX_LENGTH = 300;
    private static final int MAX_SHOWN = 5;

    private References() {
    }

    /**
     * The alerts that a reference to an inhibition names; all of its text when it names none.
     *
     * @param names of alerts that are known, by fingerprint
     */
    static List<Reference> of(String ref, String source, Map<String, String> names) {
        List<String> fingerprints = FINGERPRINT.matcher(ref).results().map(MatchResult::group).distinct().limit(MAX_SHOWN)
                .toList();
        List<Reference> parts = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            if (!parts.isEmpty()) {
                parts.add(new Reference(", ", null));
            }
            parts.add(new Reference(names.getOrDefault(fingerprint, fingerprint), new AlertLink(fingerprint, source).page()));
        }
        return parts.isEmpty() && !ref.isEmpty() ? List.of(new Reference(cut(ref), null)) : parts;
    }

    /** The rule of an inhibition, when its reference names alerts, too; empty otherwise. */
    static String rule(String ref) {
        return FINGERPRINT.matcher(ref).find() ? cut(FINGERPRINT.matcher(ref).replaceAll("").replaceAll("[|, ]+$", "")) : "";
    }

    /**
     * What holds an episode back, or has done so.
     *
     * @param names of alerts that are known, by fingerprint
     */
    static List<Held> held(Collection<SilenceView> silences, List<String> inhibitions, String source,
            Map<String, String> names) {
        List<Held> held = new ArrayList<>();
        silences.stream().limit(MAX_SHOWN).forEach(silence -> held.add(new Held("Silenced",
                List.of(new Reference(author(silence), null)), cut(Objects.requireNonNullElse(silence.comment(), "")))));
        inhibitions.stream().limit(MAX_SHOWN).forEach(rule -> held.add(new Held("Inhibited", of(rule, source, names), "")));
        return held;
    }

    /** Who made a silence; its identifier when that is not known. */
    private static String author(SilenceView silence) {
        String author = silence.createdBy();
        return author == null || author.isBlank() ? shortened(silence.silenceId()) : cut(author);
    }

    /** The beginning of a UUID is enough to find a silence. */
    private static String shortened(String silence) {
        return UUID.matcher(silence).matches() ? silence.substring(0, silence.indexOf('-')) + "…" : cut(silence);
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : Truncation.beginning(text, MAX_LENGTH) + "…";
    }
}
