package io.alerthistory.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.alerthistory.episode.Fingerprint;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Sha256;
import io.alerthistory.redaction.Redaction;

/**
 * Identifies an inhibition by its rule and the alerts that inhibit: {@code rule|fingerprint,fingerprint}. A rule
 * without a name, as those of Alertmanager 0.33, is identified by its matchers.
 */
final class InhibitionRef {

    /** The maximum length of a rule in characters; a longer one is replaced by its digest, for it is part of a key. */
    private static final int MAX_RULE = 255;

    /** The maximum number of sources. Alertmanager tells one. */
    private static final int MAX_SOURCES = 20;

    private InhibitionRef() {
    }

    /** @throws ProblemException when the event is invalid */
    static String of(SentObject event, Redaction redaction) {
        String rules = event.array("inhibitRules").stream().map(rule -> SentObject.of(rule, "inhibitRules"))
                .map(rule -> redaction.text(rule(rule))).sorted().collect(Collectors.joining(","));
        String shortRules = rules.length() <= MAX_RULE ? rules : "sha256:" + Sha256.hexOf(rules);
        return shortRules + "|" + String.join(",", sources(event));
    }

    private static String rule(SentObject rule) {
        String name = rule.textOrEmpty("name");
        if (!name.isEmpty()) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        SentMatchers.append(text, rule, "sourceMatchers");
        text.append("->");
        SentMatchers.append(text, rule, "targetMatchers");
        JsonText equal = rule.structure("equalLabels");
        return text.append(equal == null ? "" : equal.text().replaceAll("\\s", "")).toString();
    }

    private static SortedSet<String> sources(SentObject event) {
        SortedSet<String> sources = new TreeSet<>();
        List<JsonText> sent = event.array("inhibitingFingerprints");
        if (sent.size() > MAX_SOURCES) {
            throw SentObject.invalid("inhibitingFingerprints must have at most 20 elements");
        }
        for (JsonText fingerprint : sent) {
            sources.add(hex(fingerprint));
        }
        return sources;
    }

    private static String hex(JsonText sent) {
        try (JsonParser in = sent.parser()) {
            if (in.nextToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
                return Fingerprint.ofDecimal(in.getText());
            }
        } catch (NumberFormatException e) { // answered below
        } catch (IOException e) {
            throw new UncheckedIOException(e); // unreachable: the text was parsed before
        }
        throw SentObject.invalid("inhibitingFingerprints must be decimal numbers of 64 bits without a sign");
    }
}
