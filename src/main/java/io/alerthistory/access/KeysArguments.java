package io.alerthistory.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.request.Role;

/**
 * What the command {@code keys} is told.
 *
 * @param id of the key to revoke; empty for the other actions
 * @param name of the key to make; empty for the other actions
 * @param expires how long the key to make is valid; null for ever
 */
record KeysArguments(Action action, String id, String name, List<Role> roles, @Nullable Duration expires) {

    static final String USAGE = """
            usage: keys create --name NAME --role ROLE [--role ROLE]... [--expires TIME]
                   keys list
                   keys revoke ID
            ROLE is viewer, ingest, agent, operator or admin; TIME is a number of days or hours, as 90d or 12h""";

    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,4})([dh])");

    /** What to do. */
    enum Action {
        CREATE,
        LIST,
        REVOKE
    }

    /**
     * Reads the arguments after the name of the command.
     *
     * @throws IllegalArgumentException when they are wrong; the message is for the operator
     */
    static KeysArguments of(List<String> arguments) {
        String action = arguments.isEmpty() ? "" : arguments.get(0);
        return switch (action) {
            case "create" -> create(arguments.subList(1, arguments.size()));
            case "list" -> {
                require(arguments.size() == 1);
                yield new KeysArguments(Action.LIST, "", "", List.of(), null);
            }
            case "revoke" -> {
                require(arguments.size() == 2);
                yield new KeysArguments(Action.REVOKE, id(arguments.get(1)), "", List.of(), null);
            }
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static KeysArguments create(List<String> options) {
        String name = "";
        Duration expires = null;
        List<Role> roles = new ArrayList<>();
        for (int i = 0; i < options.size(); i += 2) {
            require(i + 1 < options.size());
            String value = options.get(i + 1);
            switch (options.get(i)) {
                case "--name" -> name = value.trim();
                case "--role" -> roles.add(role(value));
                case "--expires" -> expires = time(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        require(!name.isEmpty() && name.length() <= CreateAccessKey.MAX_NAME && !roles.isEmpty());
        return new KeysArguments(Action.CREATE, "", name, List.copyOf(roles), expires);
    }

    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (role.jsonName().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException("There is no role " + name + "\n" + USAGE);
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        require(time.matches());
        long count = Long.parseLong(time.group(1));
        return time.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count);
    }

    /** An operator may copy more than the id of a key. */
    private static String id(String text) {
        return KeyText.parse(text).map(KeyText::id).orElse(text);
    }

    private static void require(boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException(USAGE);
        }
    }
}
