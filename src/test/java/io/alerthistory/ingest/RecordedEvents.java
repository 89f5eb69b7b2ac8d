package io.alerthistory.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.alerthistory.json.JsonItems;
import io.alerthistory.json.JsonText;

/** What real senders sent (src/test/resources/alert-sources), one value for each event or request. */
public final class RecordedEvents {

    private static final Path SOURCES = Path.of("src/test/resources/alert-sources");

    private RecordedEvents() {
    }

    /** The values of a file: one of a .json, one a line of a .jsonl. */
    public static List<JsonText> file(String name) {
        try {
            return name.endsWith(".jsonl") ? Files.readAllLines(SOURCES.resolve(name)).stream().map(JsonText::new).toList()
                    : List.of(new JsonText(Files.readString(SOURCES.resolve(name)).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of all files of a folder, in the order of the files' names. */
    public static List<JsonText> folder(String name) {
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            return files.sorted().flatMap(file -> file(name + "/" + file.getFileName()).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bodies of recorded requests. */
    public static List<JsonText> bodies(String name) {
        return file(name).stream().map(request -> Objects.requireNonNull(request.member("body"))).toList();
    }

    /** The events of recorded batches. */
    public static List<JsonText> batches(String name) {
        return bodies(name).stream().flatMap(body -> JsonItems.of(body).items().stream()).toList();
    }
}
