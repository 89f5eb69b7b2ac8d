package io.alerthistory.http.proxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Networks;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.problem.ProblemWriter;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides whether a request comes from the proxy that signs people in: the connection must come from its networks, and
 * the request must bring its secret. Its headers are read here, once. From any other client they are removed, in every
 * mode, so that nothing behind this filter can believe them. The secret is always removed.
 */
@Singleton
public class TrustedProxy {

    private static final String SECRET_HEADER = "X-Auth-Proxy-Secret";
    private static final String FORWARDED = "forwarded";
    private static final String FORWARDED_PREFIX = "x-forwarded-";
    private static final List<String> IDENTITY = List.of(ForwardedUser.USER_HEADER, ForwardedUser.EMAIL_HEADER,
            ForwardedUser.GROUPS_HEADER);

    private static final String USER_KEY = ForwardedUser.class.getName();
    private static final String ADDRESS_KEY = TrustedProxy.class.getName() + ".address";
    private static final String PROXIED_KEY = TrustedProxy.class.getName() + ".proxied";

    private final @Nullable Networks networks;
    private final byte @Nullable [] secret;

    TrustedProxy(ProxyConfig config) {
        networks = config.trusted().map(Networks::parse).orElse(null);
        secret = config.secret().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }

    /** The user whom the trusted proxy has signed in; empty when it named none, or nobody trusted sent the request. */
    public static Optional<ForwardedUser> user(RoutingContext exchange) {
        return Optional.ofNullable(exchange.<ForwardedUser> get(USER_KEY));
    }

    /** The client's IP address: behind the trusted proxy the one that the proxy names, otherwise that of the connection. */
    public static @Nullable String client(RoutingContext exchange) {
        String named = exchange.get(ADDRESS_KEY);
        return named == null ? peer(exchange) : named;
    }

    /** Whether the request had any header by which a proxy says that it stands before the client. */
    public static boolean isProxied(RoutingContext exchange) {
        return Boolean.TRUE.equals(exchange.<Boolean> get(PROXIED_KEY));
    }

    /** The filter. It runs before every other that reads a header. */
    public void check(RoutingContext exchange) {
        MultiMap headers = exchange.request().headers();
        exchange.put(PROXIED_KEY, headers.names().stream().map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(FORWARDED) || name.startsWith(FORWARDED_PREFIX)));
        boolean trusted = isTrusted(exchange);
        headers.remove(SECRET_HEADER);
        if (trusted) {
            try {
                ForwardedUser.of(headers.get(ForwardedUser.USER_HEADER), headers.get(ForwardedUser.EMAIL_HEADER),
                        headers.get(ForwardedUser.GROUPS_HEADER)).ifPresent(user -> exchange.put(USER_KEY, user));
            } catch (ProblemException refusal) {
                ProblemWriter.end(exchange, refusal);
                return;
            }
            exchange.put(ADDRESS_KEY, client(headers));
        } else {
            IDENTITY.forEach(headers::remove);
        }
        exchange.next();
    }

    private boolean isTrusted(RoutingContext exchange) {
        String sent = exchange.request().getHeader(SECRET_HEADER);
        return networks != null && secret != null && sent != null && networks.contain(peer(exchange))
                && MessageDigest.isEqual(secret, sent.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The last address of X-Forwarded-For that is not a proxy's own: those before it are what the client claims. */
    private @Nullable String client(MultiMap headers) {
        List<String> sent = headers.getAll("X-Forwarded-For").stream().flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::trim).toList();
        String client = null;
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (!Networks.isAddress(sent.get(i))) {
                break;
            }
            client = sent.get(i);
            if (networks != null && !networks.contain(client)) {
                break;
            }
        }
        return client;
    }

    private static @Nullable String peer(RoutingContext exchange) {
        SocketAddress address = exchange.request().remoteAddress();
        return address == null ? null : address.hostAddress();
    }
}
