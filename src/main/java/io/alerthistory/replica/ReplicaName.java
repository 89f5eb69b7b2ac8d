package io.alerthistory.replica;

import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;
import io.alerthistory.database.DatabaseConfig;

/**
 * The name of this replica: POD_ID if it is set, so that a process that is started again replaces the row of the one before;
 * otherwise the host's name with a suffix, because several processes may run on a host.
 */
@Singleton
public class ReplicaName {

    private static final int MAX_LENGTH = 255;
    private static final int SUFFIXES = 1 << 24;

    private final String name;

    ReplicaName(Config configuration, DatabaseConfig database) {
        String prefix = database.podId().substring(0, Math.min(database.podId().length(), MAX_LENGTH));
        name = Settings.of(configuration).isSet(Setting.POD_ID) ? prefix
                : prefix + "-" + Integer.toHexString(SUFFIXES + ThreadLocalRandom.current().nextInt(SUFFIXES)).substring(1);
    }

    public String value() {
        return name;
    }
}
