package io.alerthistory.http.page.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EndReason;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.read.SilenceView;
import io.alerthistory.episode.read.TransitionView;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.alert.AlertPageView.Event;
import io.alerthistory.http.page.alert.AlertPageView.Story;
import io.alerthistory.http.page.alert.AlertRow.Held;
import io.alerthistory.http.page.alert.AlertRow.Reference;
import io.alerthistory.http.page.alert.AlertRow.State;
import io.alerthistory.http.page.alert.AlertRow.Times;
import io.alerthistory.json.Truncation;

/** Tells what happened in the episodes of an alert. */
final class Stories {

    private static final int MAX_NOTE = 1_000;

    private final String source;
    private final long nowUs;

    Stories(String source, long nowUs) {
        this.source = source;
        this.nowUs = nowUs;
    }

    /** The stories of some episodes, in their order. Facts of other episodes do not belong to them. */
    List<Story> of(List<EpisodeView> episodes, List<TransitionView> facts) {
        return episodes.stream().map(episode -> new Story(EpisodeStrip.id(episode.startsAtUs()),
                episode.endsAtUs() == null ? State.FIRING : State.RESOLVED,
                Times.of(episode.startsAtUs(), episode.endsAtUs(), episode.endReason(), nowUs),
                episode.notifications() == 0 ? "" : "told " + Words.count(episode.notifications(), "time", "times"),
                facts.stream().filter(fact -> Objects.equals(fact.startsAtUs(), episode.startsAtUs()))
                        .map(fact -> event(fact, episode.startsAtUs())).toList()))
                .toList();
    }

    /** What holds the latest episode back now. */
    List<Held> held(EpisodeView latest, List<TransitionView> facts) {
        Map<String, SilenceView> silences = new LinkedHashMap<>();
        List<String> inhibitions = new ArrayList<>();
        for (TransitionView fact : facts) {
            if (Objects.equals(fact.startsAtUs(), latest.startsAtUs()) && fact.atUs() <= nowUs) {
                switch (fact.kind()) {
                    case SILENCED -> silences.put(fact.ref(),
                            new SilenceView(fact.ref(), fact.by(), fact.comment(), null));
                    case UNSILENCED -> silences.remove(fact.ref());
                    case INHIBITED -> inhibitions.add(fact.ref());
                    case UNINHIBITED -> inhibitions.remove(fact.ref());
                    default -> {
                    }
                }
            }
        }
        return latest.endsAtUs() == null ? References.held(silences.values(), inhibitions, source, Map.of()) : List.of();
    }

    private Event event(TransitionView fact, long startsAtUs) {
        long laterUs = fact.atUs() - startsAtUs;
        return new Event(fact.kind().jsonName(), Moment.of(fact.atUs()),
                laterUs <= 0 ? "" : "+" + Durations.of(laterUs / 1_000), what(fact), parts(fact), note(fact));
    }

    private static String what(TransitionView fact) {
        return switch (fact.kind()) {
            case FIRED -> "Started firing";
            case RESOLVED -> fact.ref().equals(EndReason.TOLD.jsonName()) ? "Resolved" : "Ended, but nobody told so";
            case NOTIFIED -> toldOf(fact.state());
            case SILENCED -> "Silenced by";
            case UNSILENCED -> "No longer silenced by";
            case INHIBITED -> "Inhibited by";
            case UNINHIBITED -> "No longer inhibited by";
            case ACKNOWLEDGED -> "Acknowledged by";
            case MOVED -> "A sender reported this start, too";
            case SESSION -> "Investigation";
        };
    }

    private static String toldOf(@Nullable String state) {
        return switch (Objects.requireNonNullElse(state, "").toLowerCase(Locale.ROOT)) {
            case "resolved" -> "Told of the end:";
            case "muted" -> "Left out of a message to";
            default -> "Told:";
        };
    }

    private List<Reference> parts(TransitionView fact) {
        return switch (fact.kind()) {
            case NOTIFIED -> text(fact.receiver()
                    + (fact.integration() == null || fact.integration().isEmpty() ? "" : " by " + fact.integration()));
            case SILENCED, UNSILENCED -> text(Objects.requireNonNullElse(fact.by(), fact.ref()));
            case INHIBITED, UNINHIBITED -> References.of(fact.ref(), source, Map.of());
            case ACKNOWLEDGED -> text(fact.by());
            case SESSION -> List.of(new Reference(fact.ref(), new SessionAddress(fact.ref()).page()));
            case FIRED, RESOLVED, MOVED -> List.of();
        };
    }

    private static List<Reference> text(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(new Reference(Truncation.beginning(text, MAX_NOTE), null));
    }

    private static String note(TransitionView fact) {
        String note = switch (fact.kind()) {
            case ACKNOWLEDGED, SILENCED -> fact.comment();
            case NOTIFIED -> fact.reason();
            case INHIBITED, UNINHIBITED -> References.rule(fact.ref());
            default -> null;
        };
        return note == null ? "" : Truncation.beginning(note, MAX_NOTE);
    }
}
