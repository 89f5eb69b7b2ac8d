package io.alerthistory.http.connection;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

/**
 * The rules for the address of a request, checked on the raw text before it is decoded. A proxy in front makes
 * decisions by the same characters, so an address that two parsers could map to different routes is refused.
 */
public final class AddressRules {

    /** The maximum length of path and query in bytes. */
    private static final int MAX_LENGTH = 8192;

    /**
     * Separators of URLs and of a segment's parameters, which some parsers decode before they match a route; and %,
     * which may hide one of them.
     */
    private static final Pattern HIDDEN_SEPARATOR = Pattern.compile(";|%(2[fF35]|5[cC]|3[bBfF])");

    /** A name, an IPv4 address, or an IPv6 address in brackets; optionally a port. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~!$&'()*+;=-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{0,5})?");

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x21-\\x7e]");

    /** Its parser refuses every malformed value with the same problem. */
    private static final String OPAQUE = "cursor";

    private AddressRules() {
    }

    /** Whether a text is valid in the header Host, or as the authority of HTTP/2. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Returns why an address is refused; empty when it is not. */
    public static Optional<ProblemException> refusal(String address) {
        if (address.length() > MAX_LENGTH) {
            return refused(ErrorCode.URI_TOO_LONG,
                    "The address has " + address.length() + " bytes; it must have at most " + MAX_LENGTH);
        }
        if (!isUri(address)) {
            return refused(ErrorCode.BAD_REQUEST, "The address must be a URI; percent-encode other characters");
        }
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        if (path.contains("%00")) {
            return refused(ErrorCode.NOT_FOUND, "The address must not contain the character U+0000");
        }
        if (HIDDEN_SEPARATOR.matcher(path).find()) {
            return refused(ErrorCode.BAD_REQUEST,
                    "The path must not contain ; nor percent-encoded / \\ ? # ; %, because no route and no identifier contains them");
        }
        List<FieldError> errors = mark < 0 ? List.of() : notUtf8(address.substring(mark + 1));
        return errors.isEmpty() ? Optional.empty() : Optional.of(ProblemException.invalidParameters(errors));
    }

    private static Optional<ProblemException> refused(ErrorCode code, String detail) {
        return Optional.of(new ProblemException(code, detail));
    }

    /** Whether a text is a URI in ASCII without a fragment, which clients do not send. */
    private static boolean isUri(String address) {
        if (NOT_ASCII.matcher(address).find() || address.indexOf('#') >= 0) {
            return false;
        }
        try {
            new URI(address);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Finds parameters that are not UTF-8: the framework would replace invalid bytes by U+FFFD and search for those. */
    private static List<FieldError> notUtf8(String query) {
        List<FieldError> errors = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String sentName = equals < 0 ? parameter : parameter.substring(0, equals);
            String name = decoded(sentName);
            if (name == null || (decoded(parameter) == null && !name.equals(OPAQUE))) {
                errors.add(FieldError.parameter(name == null ? sentName : name,
                        "must be UTF-8, percent-encoded (RFC 3986, 2.5)"));
            }
        }
        return errors;
    }

    /** Decodes percent-encoding; null when the bytes are not UTF-8. */
    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16)); // two digits follow, because it is a URI
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
