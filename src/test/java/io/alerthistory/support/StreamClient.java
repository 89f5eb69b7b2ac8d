package io.alerthistory.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.restassured.RestAssured;

/** A client of an event stream. */
public final class StreamClient implements Flow.Subscriber<String>, AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An event as it came. A field that it does not have is empty. */
    public record Event(String id, String type, String data) {
    }

    public StreamClient(String address, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + address));
        headers.forEach(request::header);
        client.sendAsync(request.build(), info -> {
            head.complete(info);
            return BodySubscribers.fromLineSubscriber(this);
        });
    }

    public StreamClient(String address) {
        this(address, Map.of());
    }

    public HttpResponse.ResponseInfo head() {
        return head.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until the service has ended the stream. */
    public void awaitEnd() {
        ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The next line, empty ones included. */
    public String line() {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no more lines");
            }
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event; comments and the like are skipped. */
    public Event event() {
        String id = "";
        String type = "";
        List<String> data = new ArrayList<>();
        while (true) {
            String line = line();
            if (line.isEmpty() && !data.isEmpty()) {
                return new Event(id, type, String.join("\n", data));
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.add(line.substring(6));
            }
        }
    }

    @Override
    public void close() {
        subscription.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription.complete(begun);
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable failure) {
        ended.complete(null);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }
}
