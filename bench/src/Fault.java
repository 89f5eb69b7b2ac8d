/** What is done to the service and its database. */
enum Fault {
    RESTART("PostgreSQL restarted, `pg_ctl restart -m immediate`"),
    FREEZE("PostgreSQL frozen for 20 s, SIGSTOP to every process"),
    TERMINATE("every connection ended, `pg_terminate_backend`, five times in a second"),
    KILL("the service killed, `kill -9`, and started"),
    POOLER("PgBouncer gone for a second"),
    DISK("the disk of the tables full for 5 s");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** The others do not need a service of their own. */
    Site.Way way() {
        return switch (this) {
            case POOLER -> Site.Way.POOLED;
            case DISK -> Site.Way.SMALL_DISK;
            case RESTART, FREEZE, TERMINATE, KILL -> Site.Way.DIRECT;
        };
    }
}
