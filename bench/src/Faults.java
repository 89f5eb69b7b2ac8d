import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Strikes the service and its database with faults, round by round, while writers write, and looks for what was lost. */
final class Faults {

    private static final String USAGE = """
            usage: bench/faults [--rounds 50] [--faults restart,freeze,terminate,kill,pooler,disk] [--between 3]
                                [--writers 8] [--readers 2] [--pause 5]
            Requires a built jar, PostgreSQL, PgBouncer, and for the fault disk the privilege to mount a tmpfs. The rounds are distributed
            over the faults. Exits with 1 when a write was lost or duplicated, a request was too slow, or failed other than by a 503 or a
            broken connection.
            --between   seconds of load before and after each fault
            --pause     milliseconds between two requests of a writer""";

    /** Longer than a key is locked by an attempt that died. */
    private static final double KEYS_ARE_FREE = 70;

    private final Options options;
    private final List<Round> rounds = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private Faults(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        System.exit(new Faults(new Options(arguments, Map.of("rounds", "50", "faults",
                "restart,freeze,terminate,kill,pooler,disk", "between", "3", "writers", "8", "readers", "2", "pause", "5")))
                        .run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        List<Fault> faults = Arrays.stream(options.text("faults").split(","))
                .map(name -> Fault.valueOf(name.toUpperCase(Locale.ROOT))).toList();
        try (Sandbox sandbox = new Sandbox()) {
            Cluster cluster = new Cluster(sandbox, Map.of());
            System.out.println("PostgreSQL " + cluster.version() + ", " + options.text("writers") + " writers, "
                    + options.text("readers") + " readers");
            Report.header();
            for (Site.Way way : Site.Way.values()) {
                List<Fault> here = rounds(faults).stream().filter(fault -> fault.way() == way).toList();
                if (!here.isEmpty()) {
                    run(here, new Site(sandbox, cluster, way));
                }
            }
            Report.summary(rounds);
            broken.forEach(line -> System.out.println("BROKEN: " + line));
            if (broken.isEmpty()) {
                sandbox.discard();
            }
        }
        return broken.isEmpty();
    }

    /** In turn, so that the rounds of a fault are apart. */
    private List<Fault> rounds(List<Fault> faults) {
        List<Fault> all = new ArrayList<>();
        for (int i = 0; i < options.number("rounds"); i++) {
            all.add(faults.get(i % faults.size()));
        }
        return all;
    }

    private void run(List<Fault> faults, Site site) throws InterruptedException {
        try (site) {
            Load load = new Load(site.service(), options.number("writers"), options.number("readers"), options.number("pause"));
            load.begin("w");
            Pause.seconds(5); // a cold service proves less
            load.end();
            site.timesNotLive();
            List<String> names = new ArrayList<>();
            for (Fault fault : faults) {
                Round round = round(fault, "r%02d".formatted(rounds.size() + 1), site, load);
                rounds.add(round);
                names.add(round.name());
                round.broken().forEach(line -> broken.add(round.name() + ", " + fault + ": " + line));
                Report.line(round);
            }
            finish(names, site, load);
        }
    }

    private Round round(Fault fault, String name, Site site, Load load) throws InterruptedException {
        Tally tally = load.begin(name);
        Pause.seconds(options.seconds("between"));
        site.strike(fault);
        tally.faultEnded();
        double ready = site.awaitReady();
        Pause.seconds(options.seconds("between"));
        load.end();
        return new Round(fault, name, tally, site.audit(name, load.ledger()), ready, site.timesNotLive());
    }

    /** What was put aside is acknowledged by now, and what was found after each round is still there. */
    private void finish(List<String> names, Site site, Load load) throws InterruptedException {
        int refused = load.finish(KEYS_ARE_FREE);
        if (refused > 0) {
            broken.add(refused + " requests with a key were refused for more than a minute");
        }
        Audit all = new Audit(0, 0, 0, 0);
        for (String name : names) {
            all = all.plus(site.audit(name, load.ledger()));
        }
        System.out.println("In the end: " + all);
        if (all.lost() + all.doubled() + all.miscounted() > 0) {
            broken.add("in the end: " + all);
        }
    }
}
