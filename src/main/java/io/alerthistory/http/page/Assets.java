package io.alerthistory.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.alerthistory.json.Sha256;

/**
 * The scripts and styles of the pages. The address of a file contains a digest of its content, so that browsers may keep it for
 * good.
 */
@Singleton
public final class Assets {

    static final String PATH = "/assets";

    static final String STYLE = "text/css;charset=UTF-8";
    static final String SCRIPT = "text/javascript;charset=UTF-8";
    static final String IMAGE = "image/svg+xml";

    private static final Map<String, String> TYPES = Map.of(
            "app.css", STYLE,
            "app.js", SCRIPT,
            "alerts.js", SCRIPT,
            "session.js", SCRIPT,
            "htmx.min.js", SCRIPT,
            "overview.js", SCRIPT,
            "icon.svg", IMAGE);

    private static final int DIGEST_LENGTH = 16;

    private final Map<String, Asset> byName;

    /**
     * A file.
     *
     * @param digest of its content, in hexadecimal digits
     */
    record Asset(WebText text, String digest) {
    }

    Assets() {
        byName = TYPES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, file -> load(file.getKey(), file.getValue())));
    }

    /** The address of a file. */
    String address(String name) {
        return PATH + "/" + Objects.requireNonNull(byName.get(name), name).digest() + "/" + name;
    }

    /** Finds a file; empty when there is none. */
    Optional<Asset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static Asset load(String name, String type) {
        try (InputStream file = Assets.class.getResourceAsStream("/page/assets/" + name)) {
            byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
            MessageDigest digest = Sha256.begin();
            digest.update(bytes);
            return new Asset(new WebText(type, bytes), Sha256.hex(digest).substring(0, DIGEST_LENGTH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
