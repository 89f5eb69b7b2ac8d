package io.alerthistory.abuse;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends every input to a service, one after the other, and asks it meanwhile how it is.
 * <p>
 * As a program it takes {@code host:port} of any running service; what concerns its process is then left out. It compiles
 * alone:
 * {@code javac -d /tmp/abuse src/test/java/io/alerthistory/abuse/*.java && java -Xmx256m -cp /tmp/abuse
 * io.alerthistory.abuse.Abuse localhost:8080}. {@code -Dabuse.only=name,name} picks inputs, {@code -Dabuse.not=name,name}
 * leaves
 * some out; a name may end with {@code *}. {@code -Dabuse.all=true} adds those that are else left out because of their time.
 */
public final class Abuse {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration REST = Duration.ofSeconds(60);
    private static final double MAX_GROWTH = Double.parseDouble(System.getProperty("abuse.growth", "1.3"));

    private final Target target;
    private final Optional<ServiceProcess> process;
    private final PrintStream out;
    private final String run = "abuse-" + UUID.randomUUID().toString().substring(0, 8);
    private final Stock stock = new Stock();
    private final List<String> failures = new ArrayList<>();
    private long rssBefore;

    private Abuse(Target target, Optional<ServiceProcess> process, PrintStream out) {
        this.target = target;
        this.process = process;
        this.out = out;
    }

    /** Sends every input to the process, which is started again when one ends it; gives what failed. */
    public static List<String> of(ServiceProcess process, PrintStream out) throws Exception {
        return new Abuse(process.target(), Optional.of(process), out).run();
    }

    public static void main(String[] arguments) throws Exception {
        String[] address = arguments[0].split(":", 2);
        List<String> failures = new Abuse(new Target(address[0], Integer.parseInt(address[1])), Optional.empty(), System.out)
                .run();
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static List<Input> inputs() {
        List<Input> all = Stream.of(BodyInputs.all(), BulkInputs.all(), ReadInputs.all(), WorkInputs.all(), SlowInputs.all(),
                Http2Inputs.all(), AlertInputs.all()).flatMap(List::stream).toList();
        String only = System.getProperty("abuse.only", "");
        List<Input> picked = all.stream()
                .filter(input -> only.isEmpty() ? !input.rare() || Boolean.getBoolean("abuse.all") : names(input, "abuse.only"))
                .filter(input -> !names(input, "abuse.not")).toList();
        if (picked.isEmpty()) {
            throw new IllegalArgumentException(
                    "no such input; there are " + all.stream().map(Input::name).collect(Collectors.joining(", ")));
        }
        return picked;
    }

    private static boolean names(Input input, String property) {
        return Arrays.stream(System.getProperty(property, "").split(",", -1)).anyMatch(name -> name.endsWith("*")
                ? input.name().startsWith(name.substring(0, name.length() - 1))
                : input.name().equals(name));
    }

    private List<String> run() throws Exception {
        out.println("| input | answers | seconds | ready ms | live ms | metrics ms | peak RSS MiB | heap MiB | fails |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        begin();
        for (Input input : inputs()) {
            run(input);
            if (hasEnded()) {
                process.orElseThrow().start();
                begin();
            }
        }
        rest();
        return failures;
    }

    private void begin() throws Exception {
        if (!isReady(START)) {
            throw new IllegalStateException("the service is not ready after " + START.toSeconds() + " s");
        }
        warmUp();
        rssBefore = process.isPresent() ? process.get().rssMebibytes() : 0;
    }

    private boolean isReady(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            if (Exchange.send(target, Request.get(Prober.READY), Duration.ofSeconds(10)).status() == 200) {
                return true;
            }
            Thread.sleep(200);
        }
        return false;
    }

    /** Ordinary requests, so that what a service needs anyhow is there before the abuse begins. */
    private void warmUp() throws Exception {
        try (Ground ground = new Ground(target, Input.of("warm-up", 120, nothing -> {
        }), stock, run)) {
            for (int i = 0; i < 100; i++) {
                String id = ground.id();
                ground.prepare(Request.post(Request.SESSIONS, Bodies.small(id)));
                ground.prepare(Request.post(Request.SESSIONS + "/" + id + "/llm-interactions",
                        "{" + Bodies.model(id, i) + "}"));
                ground.prepare(Request.get(Request.SESSIONS + "/" + id));
                ground.prepare(Request.get(Request.SESSIONS + "?page_size=20"));
            }
            for (int i = 0; i < 6; i++) { // one by one, as large as they may be: a service in use has met such
                String large = ground.id();
                ground.prepare(
                        Request.post(Request.SESSIONS, Bodies.session(large, Bodies.text(i == 0 ? 1_000_000 : 10_000_000))));
                ground.prepare(Request.get(Request.SESSIONS + "/" + large));
            }
            String id = ground.id();
            ground.prepare(Request.bulk(Content.of(Content.text(Bodies.sessionLine(id)),
                    Content.numbered(100, i -> Bodies.modelLine(id, i)))));
        }
    }

    private void run(Input input) throws Exception {
        long log = process.isPresent() ? process.get().logBytes() : 0;
        if (process.isPresent()) {
            process.get().resetPeak();
        }
        long start = System.nanoTime();
        try (Ground ground = new Ground(target, input, stock, run)) {
            Prober prober = new Prober(target);
            try {
                input.attack().on(ground);
            } catch (IllegalStateException e) {
                ground.fail(String.valueOf(e.getMessage()));
            }
            ground.hangUp();
            servesAfterwards(ground);
            prober.end();
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            if (hasEnded()) { // what follows from that is not told
                ground.forgetFailures();
                ground.fail("THE PROCESS ENDED with " + process.get().exitValue());
            } else {
                prober.failures().forEach(ground::fail);
            }
            if (process.isPresent()) {
                process.get().outOfMemory(log).forEach(line -> ground.fail("its log says: " + line));
            }
            report(ground, prober, seconds);
        }
    }

    /** A client that comes after the abuse is served within some seconds. */
    private void servesAfterwards(Ground ground) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        Outcome outcome;
        do {
            outcome = Exchange.send(target, Request.post(Request.SESSIONS, Bodies.small(ground.id())), Duration.ofSeconds(10));
            if (outcome.status() == 201) {
                return;
            }
            Thread.sleep(300);
        } while (System.nanoTime() < end && !hasEnded());
        ground.fail("afterwards a small session is answered with " + outcome.label());
    }

    private boolean hasEnded() {
        return process.isPresent() && !process.get().isAlive();
    }

    private void report(Ground ground, Prober prober, long seconds) throws IOException {
        String answers = ground.labels().entrySet().stream().map(label -> label.getValue() + " × " + label.getKey())
                .collect(Collectors.joining(", "));
        List<String> failed = ground.failures();
        String peak = process.isPresent() && !hasEnded() ? String.valueOf(process.get().peakMebibytes()) : "";
        out.println("| " + Stream.of(ground.input.name(), answers, seconds, prober.slowestMs(Prober.READY),
                prober.slowestMs(Prober.LIVE), prober.slowestMs(Prober.METRICS), peak, prober.heapPeakMebibytes(),
                String.join("; ", failed).replace('|', '/').replace('\n', ' ')).map(String::valueOf)
                .collect(Collectors.joining(" | ")) + " |");
        failed.forEach(failure -> failures.add(ground.input.name() + ": " + failure));
    }

    /** The memory comes back within a minute. */
    private void rest() throws Exception {
        if (process.isEmpty()) {
            return;
        }
        long end = System.nanoTime() + REST.toNanos();
        long most = Math.round(MAX_GROWTH * rssBefore);
        long rss = process.get().rssMebibytes();
        while (rss > most && System.nanoTime() < end) {
            Thread.sleep(1_000);
            rss = process.get().rssMebibytes();
        }
        out.println("\nRSS before " + rssBefore + " MiB, after " + rss + " MiB, at most " + most);
        if (rss > most) {
            failures.add("RSS is " + rss + " MiB a minute after the abuse, before it " + rssBefore);
        }
    }

}
