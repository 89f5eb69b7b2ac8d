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
 * What an address may look like, as it was sent, before anybody decodes it. A proxy in front decides by the same characters, so
 * an address that two parsers could take for two different routes is refused.
 */
public final class AddressRules {

    /** Bytes of path and query. */
    private static final int MAX_LENGTH = 8192;

    /**
     * Separators of URLs and of parameters of a segment, which some parsers decode before they look for a route; and %, which
     * may
     * hide one of them.
     */
    private static final Pattern HIDDEN_SEPARATOR = Pattern.compile(";|%(2[fF35]|5[cC]|3[bBfF])");

    /** A name or an IPv4 address, or an IPv6 address in brackets; and a port. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~!$&'()*+;=-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{0,5})?");

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x21-\\x7e]");

    /** What its reader refuses by one and the same problem, however it is malformed. */
    private static final String OPAQUE = "cursor";

    private AddressRules() {
    }

    /** Whether a text may stand in the header Host, or be the authority of HTTP/2. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Why an address is refused; empty when it is not. */
    public static Optional<ProblemException> refusal(String address) {
        if (address.length() > MAX_LENGTH) {
            return refused(ErrorCode.URI_TOO_LONG,
                    "The address has " + address.length() + " bytes; at most " + MAX_LENGTH + " are taken");
        }
        if (!isUri(address)) {
            return refused(ErrorCode.BAD_REQUEST, "The address must be a URI: other characters are percent-encoded");
        }
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        if (path.contains("%00")) {
            return refused(ErrorCode.NOT_FOUND, "No address has the character U+0000");
        }
        if (HIDDEN_SEPARATOR.matcher(path).find()) {
            return refused(ErrorCode.BAD_REQUEST,
                    "A path must have no ; and none of / \\ ? # ; % in percent-encoded form: no route and no identifier has them");
        }
        List<FieldError> errors = mark < 0 ? List.of() : notUtf8(address.substring(mark + 1));
        return errors.isEmpty() ? Optional.empty() : Optional.of(ProblemException.invalidParameters(errors));
    }

    private static Optional<ProblemException> refused(ErrorCode code, String detail) {
        return Optional.of(new ProblemException(code, detail));
    }

    /** In ASCII alone, and without a fragment, which is not for a server. */
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

    /** The framework would put U+FFFD for what is no UTF-8, and search for that. */
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

    /** Without percent-encoding; null when the bytes are no UTF-8. */
    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16)); // two digits follow, for it is a URI
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
