package io.alerthistory.backup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of one installation of PostgreSQL.
 *
 * @param major their version
 * @param dump the path of pg_dump
 * @param restore the path of pg_restore
 */
record PostgresPrograms(int major, String dump, String restore) {

    /** For --dbname: a connection to a host that is gone ends after two minutes. The rest is in the environment. */
    static final String KEEPALIVES = "keepalives_idle=60 keepalives_interval=10 keepalives_count=6";

    /** Where the packages of Debian keep every version that is installed; PATH has one of them. */
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");
    private static final int MAX_VERSION_LINE = 200;
    private static final int MAX_LISTING = 1_000_000;

    /**
     * Finds a pg_dump that is at least as new as the server, because an older one refuses it: the first in PATH, else the
     * oldest that is installed beside it.
     *
     * @param serverMajor the server's major version
     * @throws BackupException when there is none; says what to install
     */
    static PostgresPrograms find(int serverMajor, Children children) throws BackupException, InterruptedException {
        List<PostgresPrograms> all = installed(Children.path(), INSTALLATIONS, children);
        return all.stream().filter(programs -> programs.major() >= serverMajor).findFirst()
                .orElseThrow(() -> new BackupException("a backup needs pg_dump and pg_restore of PostgreSQL " + serverMajor
                        + " or later in PATH, and there is "
                        + (all.isEmpty() ? "none"
                                : "only " + all.stream().map(programs -> String.valueOf(programs.major()))
                                        .distinct()
                                        .collect(Collectors.joining(", ")))
                        + ": install postgresql-client-" + serverMajor));
    }

    /**
     * Finds the pg_restore for a file and a server: the oldest that is not older than the server and can read the file. A newer
     * one might send settings that the server does not have.
     */
    static PostgresPrograms toRestore(Path file, int serverMajor, Children children)
            throws BackupException, InterruptedException {
        find(serverMajor, children); // says what to install
        return reading(file, ordered(programs -> programs.major() >= serverMajor, Comparator.naturalOrder(), children),
                children).programs();
    }

    /** Lists the contents of a file with the newest pg_restore that can read it. */
    static String listing(Path file, Children children) throws BackupException, InterruptedException {
        find(0, children); // says what to install
        return reading(file, ordered(programs -> true, Comparator.reverseOrder(), children), children).listing();
    }

    private static List<PostgresPrograms> ordered(Predicate<PostgresPrograms> suitable, Comparator<Integer> order,
            Children children) throws BackupException, InterruptedException {
        return installed(Children.path(), INSTALLATIONS, children).stream().filter(suitable)
                .sorted(Comparator.comparing(PostgresPrograms::major, order)).toList();
    }

    /** What was found. */
    record Reading(PostgresPrograms programs, String listing) {
    }

    /**
     * Tries to read a file.
     *
     * @param candidates at least one
     * @throws BackupException what the first of them says, when none can
     */
    static Reading reading(Path file, List<PostgresPrograms> candidates, Children children)
            throws BackupException, InterruptedException {
        BackupException refusal = null;
        for (PostgresPrograms programs : candidates) {
            try {
                return new Reading(programs,
                        children.output(List.of(programs.restore(), "--list", file.toString()), Map.of(), MAX_LISTING));
            } catch (BackupException failure) {
                refusal = refusal == null ? failure : refusal;
            }
        }
        throw refusal == null ? new BackupException("there is no pg_restore") : refusal;
    }

    /**
     * Every installation, those in PATH first, in its order, then the others from the oldest on.
     *
     * @param path as the variable PATH
     * @param installations has a folder for each version
     */
    static List<PostgresPrograms> installed(String path, Path installations, Children children)
            throws BackupException, InterruptedException {
        List<PostgresPrograms> found = new ArrayList<>();
        for (String folder : path.split(File.pathSeparator, -1)) {
            add(Path.of(folder), found, children);
        }
        List<PostgresPrograms> others = new ArrayList<>();
        if (Files.isDirectory(installations)) {
            try (Stream<Path> versions = Files.list(installations)) {
                for (Path version : versions.sorted().toList()) {
                    add(version.resolve("bin"), others, children);
                }
            } catch (IOException e) {
                throw new BackupException("the folder " + installations + " cannot be read: " + e.getMessage(), e);
            }
        }
        others.sort(Comparator.comparing(PostgresPrograms::major));
        found.addAll(others);
        return found;
    }

    private static void add(Path folder, List<PostgresPrograms> found, Children children)
            throws BackupException, InterruptedException {
        Path dump = folder.resolve("pg_dump");
        Path restore = folder.resolve("pg_restore");
        if (Stream.of(dump, restore).allMatch(Files::isExecutable)) {
            int major = major(children.output(List.of(dump.toString(), "--version"), Map.of(), MAX_VERSION_LINE));
            found.add(new PostgresPrograms(major, dump.toString(), restore.toString()));
        }
    }

    private static int major(String version) {
        Matcher found = VERSION.matcher(version);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
