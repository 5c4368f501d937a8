package dev.ondol.facility.message;

import dev.ondol.facility.point.PointId;

/// The topic tree of one site, `ondol/v1/{site}/...`. Names match [a-z0-9-]+.
///
/// @param site the site's id, for example `kr-hn1`
public record Topics(String site) {
    public Topics {
        if (!PointId.isName(site)) {
            throw new IllegalArgumentException("The site (%s) must match [a-z0-9-]+.".formatted(site));
        }
    }

    /// Telemetry of one source, QoS 1.
    public String frame(String source) {
        return path("frame", source);
    }

    public String allFrames() {
        return path("frame", "+");
    }

    /// One value a message, for gateways that write no frames: a number, or `{"t":..,"v":..,"q":..}`; QoS 1.
    public String value(PointId point) {
        return path("value", point.equipment(), point.quantity());
    }

    public String allValues() {
        return path("value", "+", "+");
    }

    /// Committed low mark of one source, retained.
    public String mark(String source) {
        return path("mark", source);
    }

    public String allMarks() {
        return path("mark", "+");
    }

    /// The site clock, retained.
    public String clock() {
        return path("clock");
    }

    /// Commands for one piece of equipment, QoS 1, never retained.
    public String command(String equipment) {
        return path("command", equipment);
    }

    public String allCommands() {
        return path("command", "+");
    }

    /// Answers of the plant, QoS 1.
    public String ack(String equipment) {
        return path("ack", equipment);
    }

    public String allAcks() {
        return path("ack", "+");
    }

    public String heartbeat(String role) {
        return path("heartbeat", role);
    }

    public String allHeartbeats() {
        return path("heartbeat", "+");
    }

    /// Online or not, retained, with a last will.
    public String status(String source) {
        return path("status", source);
    }

    public String allStatus() {
        return path("status", "+");
    }

    /// Whether the database has room, retained.
    public String storage() {
        return path("storage");
    }

    /// Which sessions ingest keeps at the broker, retained.
    public String ingestSessions() {
        return path("ingest-sessions");
    }

    /// The newest plan, retained.
    public String plan() {
        return path("plan");
    }

    /// What nodes are to do between two plans.
    public String nodeOrders() {
        return path("node-orders");
    }

    /// The highest epoch and sequence number that the gateway has seen, retained.
    public String epoch() {
        return path("epoch");
    }

    /// Control is done with a planning cycle.
    public String cycle() {
        return path("cycle");
    }

    public String request(String id) {
        return path("request", id);
    }

    public String allRequests() {
        return path("request", "+");
    }

    public String reply(String id) {
        return path("reply", id);
    }

    public String allReplies() {
        return path("reply", "+");
    }

    /// What an operator does to an alarm, a recommendation or a zone.
    public String act(String id) {
        return path("act", id);
    }

    public String allActs() {
        return path("act", "+");
    }

    public String actReply(String id) {
        return path("act-reply", id);
    }

    public String allActReplies() {
        return path("act-reply", "+");
    }

    /// Every alarm that is not normal, retained.
    public String alarms() {
        return path("alarms");
    }

    /// What control recommends and what became of it, retained.
    public String recommendations() {
        return path("recommendations");
    }

    /// What an operator does by hand, QoS 1, never retained; the answer comes on [#reply].
    public String intervention(String id) {
        return path("intervention", id);
    }

    public String allInterventions() {
        return path("intervention", "+");
    }

    /// Set-points that an operator holds, retained by the plant's gateway.
    public String overrides() {
        return path("overrides");
    }

    /// Units out of service, retained by control.
    public String lockouts() {
        return path("lockouts");
    }

    /// The last level of a topic: the source of a frame, the equipment of a command.
    public static String last(String topic) {
        return topic.substring(topic.lastIndexOf('/') + 1);
    }

    private String path(String... levels) {
        return "ondol/v1/" + site + "/" + String.join("/", levels);
    }
}
