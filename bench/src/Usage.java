import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes have used of the machine, as Linux counts it. */
final class Usage {

    /** Ticks a second: fixed for programs since Linux 2.6. */
    private static final double TICKS = 100;

    private Usage() {
    }

    /** @return seconds of CPU that the process has used so far */
    static double cpu(long pid) {
        return cpu(stat(pid));
    }

    /** @return seconds of CPU that the process, its children, and those of its children that have ended have used so far */
    static double cpuOfAll(long pid) {
        return Stream.concat(Stream.of(pid), ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)).mapToDouble(one -> {
                    String[] stat = stat(one);
                    return cpu(stat) + (one == pid ? field(stat, 16) + field(stat, 17) : 0);
                }).sum();
    }

    private static double cpu(String[] stat) {
        return field(stat, 14) + field(stat, 15);
    }

    /** @return MiB of memory that are the process's at this moment */
    static double rss(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum() / 1024.0;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    /** @param number as in proc(5), from 14 on */
    private static double field(String[] stat, int number) {
        return stat.length == 0 ? 0 : Long.parseLong(stat[number - 3]) / TICKS;
    }

    /** The fields behind the name, which may contain spaces. */
    private static String[] stat(long pid) {
        try {
            String all = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return all.substring(all.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0]; // it has ended
        }
    }
}
