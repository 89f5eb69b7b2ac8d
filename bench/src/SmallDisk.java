import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of some megabytes, a tmpfs, which takes root to mount; the rest of it can be used up. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path ballast;

    SmallDisk(Sandbox sandbox, int megabytes) {
        folder = sandbox.folder("disk");
        Command.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0777", "alert-history-bench", folder.toString());
        sandbox.opened(this);
        ballast = folder.resolve("ballast");
    }

    /** A folder on it that is the database's. */
    Path tablespace() {
        try {
            Path made = Files.createDirectory(folder.resolve("tablespace"));
            Command.run("chown", Command.ACCOUNT, made.toString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what is left, block by block, and what becomes free meanwhile. */
    void fill(double seconds) {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (System.nanoTime() < end) {
                fill(file);
                Pause.millis(100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(FileChannel file) {
        for (int size = 1 << 20; size >= 4096; size /= 16) {
            try {
                while (file.write(ByteBuffer.allocate(size)) > 0) {
                    // on to the next block
                }
            } catch (IOException full) {
                continue; // of this size there is no room any more
            }
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Command.run("umount", folder.toString());
    }
}
