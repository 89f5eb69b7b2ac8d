package io.alerthistory.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads libpq's password file: lines of {@code host:port:database:user:password}, where * matches anything and a
 * backslash escapes a colon or a backslash.
 */
final class PassFile {

    private static final int FIELDS = 5;

    /** The default folders of sockets. As in libpq, a line for localhost also applies to them. */
    private static final Set<String> USUAL_SOCKETS = Set.of("/var/run/postgresql", "/run/postgresql", "/tmp");

    private PassFile() {
    }

    /**
     * Finds the password for a URL.
     *
     * @return empty when no line matches
     * @throws IllegalArgumentException when the file that the URL names cannot be read; the message begins with
     *         DATABASE_URL
     */
    static Optional<String> password(DatabaseUrl.Postgresql url) {
        String named = url.passFile();
        Path file = named == null ? usual() : Path.of(named);
        if (named == null && !Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).map(PassFile::fields)
                    .filter(fields -> fields.size() == FIELDS && matches(fields, url)).map(fields -> fields.get(FIELDS - 1))
                    .findFirst();
        } catch (IOException e) {
            throw new IllegalArgumentException("DATABASE_URL: the passfile " + file + " cannot be read");
        }
    }

    private static Path usual() {
        String set = System.getenv("PGPASSFILE");
        return set == null || set.isEmpty() ? Path.of(System.getProperty("user.home", ""), ".pgpass") : Path.of(set);
    }

    private static boolean matches(List<String> fields, DatabaseUrl.Postgresql url) {
        return url.hosts().stream().anyMatch(host -> names(fields.get(0), host) && is(fields.get(1), "" + host.port()))
                && is(fields.get(2), url.database()) && is(fields.get(3), url.user());
    }

    private static boolean names(String field, Host host) {
        return is(field, host.name()) || (USUAL_SOCKETS.contains(host.name()) && is(field, "localhost"));
    }

    private static boolean is(@Nullable String field, String value) {
        return "*".equals(field) || value.equals(field);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (character == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else {
                field.append(character);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
