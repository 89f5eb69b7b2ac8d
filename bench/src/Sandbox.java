import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder and all that was started in it. It is put away in reverse order, also when the run is interrupted. */
final class Sandbox implements AutoCloseable {

    private final Path folder;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::putAway);
    private boolean kept = true;

    Sandbox() throws IOException {
        folder = Files.createTempDirectory("alert-history-bench");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A new folder that the database's account may write to. */
    Path folder(String name) {
        try {
            folder.toFile().setExecutable(true, false);
            Path made = Files.createDirectory(folder.resolve(name));
            if (Command.isRoot()) {
                Command.run("chown", Command.ACCOUNT, made.toString());
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized <T extends AutoCloseable> T opened(T thing) {
        opened.push(thing);
        return thing;
    }

    /** All went well: nobody will want to read the logs. */
    void discard() {
        kept = false;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        putAway();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private synchronized void putAway() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) { // the others have to be put away all the same
                System.err.println("left behind: " + e);
            }
        }
        if (kept) {
            System.err.println("The logs are in " + folder);
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + e);
        }
    }
}
