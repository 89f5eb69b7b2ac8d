package io.alerthistory.ingest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonItems;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of Prometheus and others that send their alerts to every Alertmanager: recording them. */
@ApplicationScoped
public class PostedAlerts {

    static final String SENDER = "prometheus";

    /** The maximum number of invalid alerts that a response lists. */
    static final int MAX_ERRORS = 100;

    private final FactIntake intake;
    private final Redaction redaction;
    private final Clock clock;

    PostedAlerts(FactIntake intake, Redaction redaction, Clock clock) {
        this.intake = intake;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Records every valid alert.
     *
     * @param source the name of the sender; empty when it has none
     * @return when they are durable. Fails with the problem of the others when there are any: a 400
     */
    public Uni<Void> receive(String source, JsonItems body) {
        if (!body.isArray()) {
            throw ProblemException.invalidField("", "must be an array of alerts");
        }
        long nowUs = Micros.now(clock);
        List<EpisodeReport> reports = new ArrayList<>(body.items().size());
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < body.items().size(); i++) {
            try {
                reports.add(PostedAlert.report(body.items().get(i), source, redaction, nowUs));
            } catch (ProblemException e) {
                errors.add(FieldError.field("/" + i, e.detail()));
            }
        }
        return intake.record(SENDER, AlertFacts.of(reports), nowUs)
                .invoke(() -> intake.received(SENDER, "rejected", errors.size()))
                .flatMap(result -> errors.isEmpty() ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(ProblemException.invalidAlerts(
                                errors.subList(0, Math.min(errors.size(), MAX_ERRORS)), errors.size())));
    }
}
