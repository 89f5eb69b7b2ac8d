package io.alerthistory.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An Alertmanager that is asked for its alerts and silences.
 *
 * @param source of its alerts; empty when it has none
 * @param url in front of {@code /api/v2}, without user and password
 * @param userInfo user and password as they stand in a URL; null for none
 */
public record AlertmanagerAddress(String source, URI url, @Nullable String userInfo) {

    private static final int MAX_ADDRESSES = 50;
    private static final Pattern SOURCE = Pattern.compile("[^\\p{Cntrl}]{0,255}");

    /**
     * Parses addresses: {@code source=url} or a URL alone, separated by commas.
     *
     * @throws IllegalArgumentException when one is invalid; the message has nothing of the text
     */
    public static List<AlertmanagerAddress> parse(String text) {
        List<AlertmanagerAddress> addresses = Stream.of(text.split(",")).map(String::trim).map(AlertmanagerAddress::one)
                .toList();
        if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
            throw new IllegalArgumentException("must have 1 to 50 addresses");
        }
        return addresses;
    }

    private static AlertmanagerAddress one(String text) {
        int scheme = text.indexOf("://");
        int equals = text.lastIndexOf('=', Math.max(scheme, 0));
        String source = text.substring(0, Math.max(equals, 0));
        URI url = url(text.substring(equals + 1));
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null
                || !SOURCE.matcher(source).matches()) {
            throw refused();
        }
        return new AlertmanagerAddress(source, withoutUser(url), url.getUserInfo());
    }

    private static URI withoutUser(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return url(url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + path);
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) { // its message has the password
            throw refused();
        }
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "must list addresses of Alertmanagers as source=http://host:9093, separated by commas");
    }

    @Override
    public String toString() {
        return source + "=" + url; // the generated method would print the password
    }
}
