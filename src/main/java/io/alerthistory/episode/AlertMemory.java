package io.alerthistory.episode;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.budget.Budgets;
import io.alerthistory.json.JsonText;
import io.alerthistory.request.CallersContext;
import io.smallrye.mutiny.Uni;

/** The memory for alerts that are recorded: eight requests of 20,000 alerts each ended a process with a heap of 96 MB. */
@ApplicationScoped
public class AlertMemory {

    /** What an alert takes besides its text: its labels one by one, what is compared, and the parameters of a statement. */
    private static final long ALERT = 2_048;

    /** The shortest alert has about so many bytes. An event of Alertmanager has any number of alerts. */
    private static final long SHORTEST = 500;

    /** What a byte of its text takes: as it was sent, as it is kept, and as it is stored. */
    private static final long BYTE = 4;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Budgets budgets;

    AlertMemory(Budgets budgets) {
        this.budgets = budgets;
    }

    /**
     * Records alerts when there is memory for them. What has begun goes on without its caller, and holds the memory until it
     * ends.
     *
     * @param atOnce the maximum number of elements that are in memory together
     * @param sent elements of a request
     * @return fails with overloaded when there is no memory for some time
     */
    public <R> Uni<R> forRecording(int atOnce, List<? extends @Nullable JsonText> sent, Supplier<Uni<R>> work) {
        long bytes = 0;
        List<? extends @Nullable JsonText> rest = sent;
        while (!rest.isEmpty()) {
            List<? extends @Nullable JsonText> together = rest.subList(0, Math.min(atOnce, rest.size()));
            bytes = Math.max(bytes, bytes(together));
            rest = rest.subList(together.size(), rest.size());
        }
        long needed = bytes;
        return Uni.createFrom()
                .deferred(() -> budgets.alertWork().detached(needed, WAIT, CallersContext.executor(), work));
    }

    private static long bytes(List<? extends @Nullable JsonText> alerts) {
        long text = alerts.stream().mapToLong(alert -> alert == null ? 0 : alert.length()).sum();
        return ALERT * Math.max(alerts.size(), text / SHORTEST) + BYTE * text;
    }
}
