package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A secret that all replicas sign with. */
@Entity
@Table(name = "signing_keys")
class SigningKeyRow {

    @Id
    String keyName;
    byte[] secret;
    long createdAtUs;

    static SigningKeyRow of(String name, byte[] secret, long createdAtUs) {
        SigningKeyRow row = new SigningKeyRow();
        row.keyName = name;
        row.secret = secret;
        row.createdAtUs = createdAtUs;
        return row;
    }
}
