package io.alerthistory.storage.mapping;

/** What both databases say about signing keys in the same words. A caller gives the parameters as its database writes them. */
public final class SigningKeys {

    private SigningKeys() {
    }

    /** Stores a secret unless the name has one. */
    public static String store(String name, String secret, String nowUs) {
        return "insert into signing_keys (key_name, secret, created_at_us) values (" + name + ", " + secret + ", " + nowUs
                + ") on conflict (key_name) do nothing";
    }

    public static String find(String name) {
        return "select secret from signing_keys where key_name = " + name;
    }
}
