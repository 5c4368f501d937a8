package dev.ondol.optimizer;

import dev.ondol.facility.config.ServerCertificate;
import dev.ondol.facility.plan.Weights;
import dev.ondol.optimizer.api.RequestLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How the optimizer behaves.
///
/// @param host      address on which the placement API listens
/// @param port      its port; 0 for a free one
/// @param seed      seed of the solver
/// @param moves     moves evaluated in each cycle
/// @param timeGuard wall time after which a search is cut, which is reported
/// @param weights   what a plan is to save, until an operator chooses otherwise
/// @param quotas    most GPUs of each tenant that has a quota
/// @param limit     requests to the placement API of one caller
/// @param certificate with which the placement API speaks TLS; absent: plain HTTP
public record OptimizerOptions(String host, int port, long seed, long moves, Duration timeGuard, Weights weights,
        Map<String, Integer> quotas, RequestLimit limit, Optional<ServerCertificate> certificate) {
    public OptimizerOptions {
        quotas = Map.copyOf(quotas);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port (%d) must be 0 to 65535.".formatted(port));
        }
        if (moves < 1) {
            throw new IllegalArgumentException("The moves (%d) must be positive.".formatted(moves));
        }
        if (timeGuard.isNegative() || timeGuard.isZero()) {
            throw new IllegalArgumentException("The timeGuard (%s) must be positive.".formatted(timeGuard));
        }
    }

    /// Without quotas.
    public OptimizerOptions(String host, int port, long seed, long moves, Duration timeGuard, Weights weights) {
        this(host, port, seed, moves, timeGuard, weights, Map.of(), RequestLimit.USUAL, Optional.empty());
    }

    /// For energy alone.
    public OptimizerOptions(String host, int port, long seed, long moves, Duration timeGuard) {
        this(host, port, seed, moves, timeGuard, Weights.ENERGY);
    }

    /// Loopback, port 8081, 8,000 moves, guarded by 10 s, energy alone.
    public static OptimizerOptions defaults() {
        return new OptimizerOptions("127.0.0.1", 8081, 1, 8_000, Duration.ofSeconds(10));
    }

    public OptimizerOptions withPort(int newPort) {
        return new OptimizerOptions(host, newPort, seed, moves, timeGuard, weights, quotas, limit, certificate);
    }

    public OptimizerOptions withSeed(long newSeed) {
        return new OptimizerOptions(host, port, newSeed, moves, timeGuard, weights, quotas, limit, certificate);
    }

    public OptimizerOptions withMoves(long newMoves) {
        return new OptimizerOptions(host, port, seed, newMoves, timeGuard, weights, quotas, limit, certificate);
    }

    public OptimizerOptions withQuotas(Map<String, Integer> newQuotas) {
        return new OptimizerOptions(host, port, seed, moves, timeGuard, weights, newQuotas, limit, certificate);
    }

    public OptimizerOptions withLimit(RequestLimit newLimit) {
        return new OptimizerOptions(host, port, seed, moves, timeGuard, weights, quotas, newLimit, certificate);
    }

    public OptimizerOptions withTimeGuard(Duration newTimeGuard) {
        return new OptimizerOptions(host, port, seed, moves, newTimeGuard, weights, quotas, limit, certificate);
    }

    public OptimizerOptions withWeights(Weights newWeights) {
        return new OptimizerOptions(host, port, seed, moves, timeGuard, newWeights, quotas, limit, certificate);
    }

    /// With TLS on the placement API.
    public OptimizerOptions withCertificate(ServerCertificate shown) {
        return new OptimizerOptions(host, port, seed, moves, timeGuard, weights, quotas, limit, Optional.of(shown));
    }
}
