package io.alerthistory.health;

import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.observe.Warning;
import io.alerthistory.observe.WarningSource;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

/** Collects the warnings of every source. */
@ApplicationScoped
class Warnings {

    private final List<WarningSource> sources;

    Warnings(@All List<WarningSource> sources) {
        this.sources = sources;
    }

    Uni<List<Warning>> now() {
        return Uni.join().all(sources.stream().map(WarningSource::warnings).toList()).andFailFast()
                .map(all -> all.stream().flatMap(List::stream).sorted(Comparator.comparing(Warning::warningId)).toList());
    }
}
