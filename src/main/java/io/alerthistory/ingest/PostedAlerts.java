package io.alerthistory.ingest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertMemory;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonItems;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The use case of Prometheus and others that send their alerts to every Alertmanager: recording them. */
@ApplicationScoped
public class PostedAlerts {

    static final String SENDER = "prometheus";

    /** The maximum number of invalid alerts that a response lists. */
    static final int MAX_ERRORS = 100;

    private final FactIntake intake;
    private final AlertMemory memory;
    private final Redaction redaction;
    private final Clock clock;

    PostedAlerts(FactIntake intake, AlertMemory memory, Redaction redaction, Clock clock) {
        this.intake = intake;
        this.memory = memory;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Records every valid alert, so many in a transaction. When one fails, the sender repeats the request, and the repeat finds
     * what was stored.
     *
     * @param source the name of the sender; empty when it has none
     * @return when they are durable. Fails with the problem of the others when there are any: a 400
     */
    public Uni<Void> receive(String source, JsonItems body) {
        if (!body.isArray()) {
            throw ProblemException.invalidField("", "must be an array of alerts");
        }
        long nowUs = Micros.now(clock);
        Invalid invalid = new Invalid();
        List<JsonText> items = body.items();
        return memory.forRecording(FactIntake.BATCH, items, () -> Multi.createFrom()
                .items(IntStream.iterate(0, from -> from < items.size(), from -> from + FactIntake.BATCH).boxed()).onItem()
                .transformToUniAndConcatenate(from -> intake.record(SENDER, facts(items, from, source, nowUs, invalid), nowUs))
                .collect().last()).flatMap(recorded -> {
                    intake.received(SENDER, "rejected", invalid.count.get());
                    return invalid.count.get() == 0 ? Uni.createFrom().voidItem()
                            : Uni.createFrom().failure(ProblemException.invalidAlerts(invalid.first, invalid.count.get()));
                });
    }

    /** A batch becomes objects when the one before is stored: of 20,000 alerts they are thirty times what was sent. */
    private AlertFacts facts(List<JsonText> items, int from, String source, long nowUs, Invalid invalid) {
        List<EpisodeReport> reports = new ArrayList<>();
        for (int i = from; i < Math.min(items.size(), from + FactIntake.BATCH); i++) {
            try {
                reports.add(PostedAlert.report(items.get(i), source, redaction, nowUs));
            } catch (ProblemException e) {
                invalid.add(i, e);
            }
        }
        return AlertFacts.of(reports);
    }

    /** The alerts that cannot be recorded. */
    private static final class Invalid {

        private final List<FieldError> first = new ArrayList<>();
        private final AtomicInteger count = new AtomicInteger();

        void add(int index, ProblemException problem) {
            if (count.getAndIncrement() < MAX_ERRORS) {
                first.add(FieldError.field("/" + index, problem.detail()));
            }
        }
    }
}
