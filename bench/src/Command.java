import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Programs that are run to their end. PostgreSQL and PgBouncer refuse to be root, so for root they run as postgres. */
final class Command {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    /** Whose files those must be that the database's programs use. */
    static final String ACCOUNT = ROOT ? "postgres" : System.getProperty("user.name");

    private Command() {
    }

    /** @return what the program wrote to both outputs; it must end with 0 */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    static String run(String... command) {
        return run(List.of(command));
    }

    /** The same program with the rights of the database's account. */
    static List<String> unprivileged(String... command) {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            all.addAll(List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    static boolean isRoot() {
        return ROOT;
    }
}
