package dev.ondol.optimizer.observe;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.cluster.ServerFigures.Rest;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.observe.Readings.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Shows the account what nodes without work draw. One thread.
public final class ServerWatch {
    /// What a meter shows may be older than what the node says of itself, milliseconds.
    private static final long SETTLED_MS = 10 * 60_000;
    private static final double W_A_KW = 1_000;

    private final List<Gauge> powers = new ArrayList<>();
    private final List<Gauge> inlets = new ArrayList<>();
    private final @Nullable Rest[] rest;
    private final long[] since;

    public ServerWatch(Nodes nodes, Readings readings) {
        for (int node = 0; node < nodes.count(); node++) {
            powers.add(readings.gauge(PointId.of(nodes.name(node), Quantity.ACTIVE_POWER)));
            inlets.add(readings.gauge(PointId.of(nodes.rackName(node), Quantity.INLET_AIR_TEMPERATURE)));
        }
        rest = new Rest[nodes.count()];
        since = new long[nodes.count()];
    }

    /// @param now plant time in milliseconds
    public void look(Account account, long now) {
        for (int node = 0; node < rest.length; node++) {
            Rest seen = account.empty(node) ? account.readiness().rest(node) : null;
            if (seen == null || seen != rest[node]) {
                rest[node] = seen;
                since[node] = now;
                continue;
            }
            OptionalDouble kw = powers.get(node).fresh(now);
            OptionalDouble inletC = inlets.get(node).fresh(now);
            if (now - since[node] >= SETTLED_MS && kw.isPresent() && inletC.isPresent()) {
                account.nodes().drew(node, seen, NodePower.at20C(kw.getAsDouble() * W_A_KW, inletC.getAsDouble()));
            }
        }
    }
}
