package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.alerthistory.replica.Replica;

/** A replica that was seen lately. */
@Entity
@Table(name = "replicas")
class ReplicaRow {

    @Id
    String replicaId;
    String version;
    int schemaVersion;
    int schemaLevel;
    long startedAtUs;
    long seenAtUs;

    static ReplicaRow of(Replica replica) {
        ReplicaRow row = new ReplicaRow();
        row.replicaId = replica.podId();
        row.become(replica);
        return row;
    }

    void become(Replica replica) {
        version = replica.version();
        schemaVersion = replica.schemaVersion();
        schemaLevel = replica.schemaLevel();
        startedAtUs = replica.startedAtUs();
        seenAtUs = replica.seenAtUs();
    }

    Replica toReplica() {
        return new Replica(replicaId, version, schemaVersion, schemaLevel, startedAtUs, seenAtUs);
    }
}
