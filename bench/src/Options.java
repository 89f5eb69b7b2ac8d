import java.util.Map;
import java.util.TreeMap;

/** Options of the form --name value. */
final class Options {

    private final Map<String, String> values = new TreeMap<>();

    /**
     * @param defaults every option there is
     * @throws IllegalArgumentException when there is another one, or a value is missing
     */
    Options(String[] arguments, Map<String, String> defaults) {
        values.putAll(defaults);
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : arguments[i];
            if (!values.containsKey(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("not understood: " + arguments[i]);
            }
            values.put(name, arguments[i + 1]);
        }
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    double seconds(String name) {
        return Double.parseDouble(text(name));
    }
}
