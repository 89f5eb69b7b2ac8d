package io.alerthistory.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.replica.Replica;
import io.alerthistory.replica.Replicas;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Makes episodes of the sessions of alerts that an older version recorded, once and in batches. What is done is stored with
 * each
 * session, so it goes on where it ended, and two replicas at once do no harm.
 */
@Singleton
public class AlertMigration {

    /** The number of sessions of a batch: their alerts are in memory. */
    public static final int BATCH = 50;

    /** The first version that ties sessions to their alerts. */
    private static final int SCHEMA_VERSION = 16;

    private static final Logger LOG = Logger.getLogger(AlertMigration.class);

    private final AlertStore store;
    private final EpisodeStore episodes;
    private final Sessions sessions;
    private final AlertSessionsConfig config;
    private final Replicas replicas;
    private final Clock clock;

    AlertMigration(AlertStore store, EpisodeStore episodes, Sessions sessions, AlertSessionsConfig config,
            Replicas replicas, Clock clock) {
        this.store = store;
        this.episodes = episodes;
        this.sessions = sessions;
        this.config = config;
        this.replicas = replicas;
        this.clock = clock;
    }

    /**
     * Migrates some sessions: the episodes first, then what says that it is done. While replicas of an older version serve,
     * only
     * sessions that have ended.
     *
     * @return how many; fewer than {@link #BATCH} when there are no more
     */
    public Uni<Integer> migrate() {
        return replicas.alive().map(AlertMigration::areAllNew).flatMap(open -> store.unmigrated(open, BATCH)).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            Map<String, InvestigatedAlert> alerts = new TreeMap<>();
            List<EpisodeReport> reports = new ArrayList<>();
            for (MirroredSession session : found) {
                MirroredEpisode episode = MirroredEpisode.of(session);
                alerts.put(session.sessionId(), episode.alert());
                reports.addAll(episode.reports());
            }
            return episodes.record(AlertFacts.of(reports), Micros.now(clock)).call(() -> store.tie(alerts))
                    .invoke(() -> LOG.infof("Made episodes of %d sessions of alerts", found.size())).replaceWith(found.size());
        });
    }

    /** An older replica may hear of the end of an open session, and knows no episodes: those sessions wait until it is gone. */
    private static boolean areAllNew(List<Replica> alive) {
        return alive.stream().allMatch(replica -> replica.schemaVersion() >= SCHEMA_VERSION);
    }

    /**
     * Ends sessions that mirror a firing alert, when alerts have no such sessions any more: nothing else would end them.
     *
     * @return how many; fewer than {@link #BATCH} when there are no more
     */
    public Uni<Integer> endMirrors() {
        if (config.sessions() == AlertSessionsConfig.Mode.MIRROR) {
            return Uni.createFrom().item(0);
        }
        return store.mirroring(BATCH).flatMap(ids -> Multi.createFrom().iterable(ids).onItem()
                .transformToUniAndConcatenate(sessions::complete).collect().last().replaceWith(ids.size()));
    }
}
