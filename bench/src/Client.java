import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Sends requests to the service and tells the tally how they ended. */
final class Client {

    enum Outcome {
        DONE,
        /** Send it again. */
        AGAIN,
        /** Send it again later: its key is locked. */
        LATER,
        /** Do not send it again. */
        REFUSED
    }

    /** A request that takes longer hangs, whatever the service promises. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final Service service;

    Client(Service service) {
        this.service = service;
    }

    Outcome send(Write write, Tally tally) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(write.path())).header("Content-Type", "application/json")
                .method(write.method(), HttpRequest.BodyPublishers.ofString(write.body()));
        if (!write.key().isEmpty()) {
            request.header("Idempotency-Key", write.key());
        }
        return send(request, tally);
    }

    Outcome get(String path, Tally tally) throws InterruptedException {
        return send(HttpRequest.newBuilder(service.at(path)), tally);
    }

    private Outcome send(HttpRequest.Builder builder, Tally tally) throws InterruptedException {
        HttpRequest request = builder.timeout(PATIENCE).build();
        long began = System.nanoTime();
        try {
            return judge(request, http.send(request, HttpResponse.BodyHandlers.ofString()), tally, began);
        } catch (HttpTimeoutException e) {
            if (e instanceof java.net.http.HttpConnectTimeoutException) {
                tally.failure(tally.unreachable, began);
            } else {
                tally.other(describe(request) + ": no answer in " + PATIENCE.toSeconds() + " s", began);
            }
            return Outcome.AGAIN;
        } catch (IOException e) {
            tally.failure(tally.unreachable, began);
            return Outcome.AGAIN;
        }
    }

    private static Outcome judge(HttpRequest request, HttpResponse<String> answer, Tally tally, long began) {
        int status = answer.statusCode();
        boolean later = answer.headers().firstValue("Retry-After").isPresent();
        if (status / 100 == 2) {
            tally.success(began);
            return Outcome.DONE;
        }
        if (status == 503 && later) {
            tally.failure(tally.unavailable, began);
            return Outcome.AGAIN;
        }
        if (status == 409 && later) {
            tally.locked(began);
            return Outcome.LATER;
        }
        tally.other(describe(request) + ": " + status + " " + answer.body().lines().findFirst().orElse(""), began);
        return status >= 500 ? Outcome.AGAIN : Outcome.REFUSED;
    }

    private static String describe(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }
}
