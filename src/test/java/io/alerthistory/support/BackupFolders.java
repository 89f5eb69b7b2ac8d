package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders for the backups of tests, and the program that makes those of PostgreSQL. */
public final class BackupFolders {

    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");

    private BackupFolders() {
    }

    /** An empty one of its own. */
    public static String create() {
        try {
            return Files.createTempDirectory("backups").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The major version of the installed pg_dump, which dumps servers up to it; 0 when there is none. */
    public static int pgDumpMajor() {
        return Programs.path("pg_dump").map(program -> {
            try {
                Process process = new ProcessBuilder(program.toString(), "--version").start();
                Matcher version = VERSION.matcher(new String(process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8));
                return version.find() ? Integer.valueOf(version.group(1)) : Integer.valueOf(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orElse(0);
    }
}
