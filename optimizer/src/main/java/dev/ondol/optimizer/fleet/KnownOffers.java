package dev.ondol.optimizer.fleet;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers the offers of each machine to each kind of request until the machine changes: of a fleet one machine changes a decision,
/// so nearly all offers are known from the decisions before.
///
/// For one fleet and one thread.
public final class KnownOffers {
    /// Kinds of requests that are remembered; beyond, the one that was not asked for longest is forgotten.
    private static final int MOST_KINDS = 1_000;

    private final MachineScore score;
    private final Map<GpuRequest, Column> columns = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<GpuRequest, Column> eldest) {
            return size() > MOST_KINDS;
        }
    };

    public KnownOffers(MachineScore score) {
        this.score = score;
    }

    /// The offers of all machines to one kind of request.
    public final class Column {
        private final GpuRequest request;
        private final double[] scores;
        private final int[] gpus;
        private final int[] changes;
        private final boolean[] room;

        private Column(GpuRequest request, int machines) {
            this.request = request;
            scores = new double[machines];
            gpus = new int[machines];
            room = new boolean[machines];
            changes = new int[machines];
            Arrays.fill(changes, -1);
        }

        private void renew(Fleet fleet) {
            for (int machine = 0; machine < scores.length; machine++) {
                int now = fleet.changes(machine);
                if (changes[machine] != now) {
                    changes[machine] = now;
                    room[machine] = fleet.hasRoom(machine, request);
                    if (room[machine]) {
                        MachineScore.Offer offer = score.offer(fleet, machine, request);
                        scores[machine] = offer.score();
                        gpus[machine] = offer.gpu();
                    }
                }
            }
        }

        /// Whether a machine has room.
        public boolean room(int machine) {
            return room[machine];
        }

        /// Score of a machine that has room.
        public double score(int machine) {
            return scores[machine];
        }

        /// The seat that a machine with room offers.
        public Seat seat(int machine) {
            return new Seat(machine, gpus[machine]);
        }
    }

    /// The offers of all machines as they are now; holds until the next call.
    public Column offers(Fleet fleet, GpuRequest request) {
        Column column = columns.computeIfAbsent(request, kind -> new Column(kind, fleet.size()));
        column.renew(fleet);
        return column;
    }
}
