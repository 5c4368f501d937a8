package dev.ondol.facility.operation;

/// How urgent an alarm is, by its consequence and the time there is to respond (ISA-18.2); about 80, 15 and 5 percent of all
/// alarms should be of each (EEMUA 191).
public enum Priority {
    LOW, MEDIUM, HIGH
}
