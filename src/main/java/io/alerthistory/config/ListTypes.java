package io.alerthistory.config;

/** The types of the variables that list things. */
final class ListTypes {

    /** Only separators would be taken for none, and the backups would be plain. */
    static final SettingType RECIPIENTS = text -> {
        if (text.matches("[,\\s]*")) {
            throw new IllegalArgumentException("must name a public key of age, or be empty");
        }
        return text;
    };

    static final SettingType ALERTMANAGERS = text -> {
        AlertmanagerAddress.parse(text);
        return text;
    };

    static final SettingType PRICES = text -> {
        PriceTable.parse(text);
        return text;
    };

    private ListTypes() {
    }
}
