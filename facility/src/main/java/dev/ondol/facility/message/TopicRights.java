package dev.ondol.facility.message;

import java.util.List;
import java.util.Locale;

/// Who may write and read which topics of a site; everything else is closed. A broker enforces it by the names in the
/// certificates of its clients.
public enum TopicRights {
    /// The plant's edge: it tells what is and obeys.
    GATEWAY {
        @Override
        public List<String> writes(Topics site) {
            return List.of(site.allFrames(), site.allValues(), site.clock(), site.allAcks(), site.epoch(), site
                    .allReplies(), site.overrides(), site.status(word()));
        }

        @Override
        public List<String> reads(Topics site) {
            return List.of(site.allCommands(), site.allRequests(), site.allInterventions(), site.allMarks(), site
                    .cycle(), site.epoch(), site.heartbeat(CONTROL.word()));
        }
    },
    /// Stores telemetry.
    INGEST {
        @Override
        public List<String> writes(Topics site) {
            return List.of(site.allMarks(), site.storage(), site.ingestSessions(), site.heartbeat(word()));
        }

        @Override
        public List<String> reads(Topics site) {
            return List.of(site.allFrames(), site.allValues(), site.clock(), site.allMarks(), site.ingestSessions());
        }
    },
    /// Plans, and commands nothing.
    OPTIMIZE {
        @Override
        public List<String> writes(Topics site) {
            return List.of(site.plan(), site.nodeOrders(), site.heartbeat(word()));
        }

        @Override
        public List<String> reads(Topics site) {
            return List.of(site.allFrames(), site.clock(), site.overrides(), site.lockouts());
        }
    },
    /// The only one that writes commands.
    CONTROL {
        @Override
        public List<String> writes(Topics site) {
            return List.of(site.allCommands(), site.cycle(), site.heartbeat(word()), site.allReplies(), site
                    .allActReplies(), site.recommendations(), site.lockouts(), site.alarms(), site.status(word()));
        }

        @Override
        public List<String> reads(Topics site) {
            return List.of(site.allFrames(), site.clock(), site.plan(), site.nodeOrders(), site.allAcks(), site.epoch(),
                    site.allRequests(), site.allInterventions(), site.allActs(), site.allReplies(), site
                            .overrides(),
                    site.lockouts(), site.recommendations(), site.allHeartbeats(), site.allCommands(), site
                            .storage(),
                    site.allMarks(),
                    site.status(word()));
        }
    },
    /// Shows everything and passes on what operators ask for.
    DASHBOARD {
        @Override
        public List<String> writes(Topics site) {
            return List.of(site.allRequests(), site.allInterventions(), site.allActs());
        }

        @Override
        public List<String> reads(Topics site) {
            return List.of(site.allFrames(), site.clock(), site.plan(), site.allHeartbeats(), site.allStatus(), site
                    .allMarks(), site.allReplies(), site.allAcks(), site.cycle(), site.alarms(),
                    site
                            .recommendations(),
                    site.allActReplies(), site.overrides(), site.lockouts());
        }
    },
    /// A person at a command line.
    OPERATOR {
        @Override
        public List<String> writes(Topics site) {
            return List.of(site.allRequests(), site.allInterventions());
        }

        @Override
        public List<String> reads(Topics site) {
            return List.of(site.allReplies(), site.heartbeat(CONTROL.word()), site.status(CONTROL.word()));
        }
    };

    /// Filters of what it may publish.
    public abstract List<String> writes(Topics site);

    /// Filters of what it may hear.
    public abstract List<String> reads(Topics site);

    /// As it is written in file names and configurations.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Its name at the broker, for example `gateway.kr-hn1`.
    public String client(Topics site) {
        return word() + "." + site.site();
    }
}
