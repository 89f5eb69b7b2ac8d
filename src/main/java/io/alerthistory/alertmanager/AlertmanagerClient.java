package io.alerthistory.alertmanager;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.Lease;
import io.alerthistory.config.AlertmanagerAddress;
import io.alerthistory.ingest.AlertmanagerApi;
import io.alerthistory.json.JsonItems;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;

/** Reads Alertmanagers over HTTP. A response is read within the memory budget of request bodies. */
@ApplicationScoped // made when an Alertmanager is asked first, and not at all without one
class AlertmanagerClient implements AlertmanagerApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 3_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int OK = 200;

    /** The maximum size of a response in bytes. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** What a response has for its first bytes. It gets more as it grows. */
    private static final int FIRST_BYTES = 65_536;

    private final HttpClient client;
    private final Budgets budgets;
    private final ObjectMapper mapper;

    AlertmanagerClient(Vertx vertx, Budgets budgets, ObjectMapper mapper) {
        client = vertx
                .createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setDecompressionSupported(false)
                        .setKeepAlive(false));
        this.budgets = budgets;
        this.mapper = mapper;
    }

    @Override
    public Uni<JsonItems> read(AlertmanagerAddress address, Collection collection) {
        return budgets.requests().acquire(FIRST_BYTES, TIMEOUT)
                .flatMap(lease -> body(address, collection, lease).ifNoItem().after(TIMEOUT)
                        .failWith(() -> new AlertmanagerException("it did not respond within " + TIMEOUT.toSeconds() + " s"))
                        .emitOn(Infrastructure.getDefaultWorkerPool()).map(this::array).onTermination().invoke(lease::close))
                .onFailure(failure -> !(failure instanceof AlertmanagerException))
                .transform(failure -> new AlertmanagerException("it does not respond: " + failure.getClass().getSimpleName()));
    }

    private Uni<byte[]> body(AlertmanagerAddress address, Collection collection, Lease lease) {
        return client.request(request(address, collection)).flatMap(request -> {
            String userInfo = address.userInfo();
            if (userInfo != null) {
                request.putHeader("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
            }
            return request.putHeader("Accept", "application/json").send().flatMap(response -> body(response, lease))
                    .onCancellation().invoke(request::reset); // one that trickles ends with the timeout
        });
    }

    private static RequestOptions request(AlertmanagerAddress address, Collection collection) {
        boolean tls = "https".equalsIgnoreCase(address.url().getScheme());
        int port = address.url().getPort();
        return new RequestOptions().setMethod(HttpMethod.GET).setSsl(tls).setHost(address.url().getHost())
                .setPort(port >= 0 ? port : tls ? HTTPS : HTTP)
                .setURI(address.url().getRawPath() + "/api/v2/" + collection.path());
    }

    private static Uni<byte[]> body(HttpClientResponse response, Lease lease) {
        if (response.statusCode() != OK) {
            response.request().connection().closeAndForget();
            return Uni.createFrom().failure(new AlertmanagerException("it responds with the status " + response.statusCode()));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return response.toMulti().onItem().invoke(part -> append(body, part, lease)).collect().last()
                .replaceWith(body::toByteArray);
    }

    /** Throwing ends the connection. */
    private static void append(ByteArrayOutputStream body, Buffer part, Lease lease) {
        int size = body.size() + part.length();
        if (size > MAX_BYTES) {
            throw new AlertmanagerException("its response has more than " + MAX_BYTES + " bytes");
        }
        if (size > lease.bytes() && !lease.grow(Math.max(size - lease.bytes(), lease.bytes()))) {
            throw new AlertmanagerException("requests in progress use the memory for its response");
        }
        body.writeBytes(part.getBytes());
    }

    private JsonItems array(byte[] body) {
        try {
            JsonItems items = mapper.readValue(body, JsonItems.class);
            if (items.isArray()) {
                return items;
            }
        } catch (IOException invalid) { // its message may have a part of the response
        }
        throw new AlertmanagerException("its response is not an array of at most 20,000 elements in JSON");
    }
}
