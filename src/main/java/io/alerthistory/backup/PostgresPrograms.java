package io.alerthistory.backup;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of PostgreSQL in PATH that suit a server.
 *
 * @param dump the path of pg_dump
 * @param restore the path of pg_restore
 */
record PostgresPrograms(String dump, String restore) {

    /** For --dbname: a connection to a host that is gone ends after two minutes. The rest is in the environment. */
    static final String KEEPALIVES = "keepalives_idle=60 keepalives_interval=10 keepalives_count=6";

    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");
    private static final int MAX_VERSION_LINE = 200;

    /**
     * Finds the first pg_dump that is at least as new as the server, because an older one refuses it.
     *
     * @param serverMajor the server's major version
     * @throws BackupException when there is none; says what to install
     */
    static PostgresPrograms find(int serverMajor, Children children) throws BackupException, InterruptedException {
        List<String> tooOld = new ArrayList<>();
        for (String folder : Children.path().split(File.pathSeparator, -1)) {
            Path dump = Path.of(folder, "pg_dump");
            Path restore = Path.of(folder, "pg_restore");
            if (Stream.of(dump, restore).allMatch(Files::isExecutable)) {
                int major = major(children.output(List.of(dump.toString(), "--version"), Map.of(), MAX_VERSION_LINE));
                if (major >= serverMajor) {
                    return new PostgresPrograms(dump.toString(), restore.toString());
                }
                tooOld.add(String.valueOf(major));
            }
        }
        throw new BackupException("a backup needs pg_dump and pg_restore of PostgreSQL " + serverMajor
                + " or later in PATH, and there is " + (tooOld.isEmpty() ? "none" : "only " + String.join(", ", tooOld))
                + ": install postgresql-client-" + serverMajor);
    }

    private static int major(String version) {
        Matcher found = VERSION.matcher(version);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
