package io.alerthistory.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * SHA-256 over named values, by which a repeated request is told from a conflicting one. JSON counts as a value: the order of
 * members and the spelling of a number (1, 1.0, 1e0) make no difference.
 */
public final class ContentDigest {

    private final MessageDigest sha256;

    public ContentDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform must have it
        }
    }

    public ContentDigest add(String name, @Nullable Object value) {
        if (value != null) {
            write(name);
            if (value instanceof JsonText json) {
                write(json.tree());
            } else {
                write(value.toString());
            }
        }
        return this;
    }

    /** 64 hexadecimal digits. Ends the digest. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)); // no two lists of strings look alike
        sha256.update(bytes);
    }

    private void write(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            write("{" + sorted.size());
            sorted.forEach((name, value) -> {
                write(name);
                write(value);
            });
        } else if (node.isArray()) {
            write("[" + node.size());
            node.forEach(this::write);
        } else if (node.isNumber()) {
            write("#" + node.decimalValue().stripTrailingZeros());
        } else {
            write(node.getNodeType() + node.asText());
        }
    }
}
