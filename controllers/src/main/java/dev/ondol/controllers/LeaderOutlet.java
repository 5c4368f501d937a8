package dev.ondol.controllers;

import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.RecommendationBoard;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The mouth of whoever leads: a control that waits for the lease hears everything and says nothing.
record LeaderOutlet(Outlet outlet, BooleanSupplier speaks) implements Outlet {
    @Override
    public void command(Command command, Duration expiry) {
        say(() -> outlet.command(command, expiry));
    }

    @Override
    public void cycleApplied(CycleApplied message) {
        say(() -> outlet.cycleApplied(message));
    }

    @Override
    public void heartbeat(Heartbeat message) {
        say(() -> outlet.heartbeat(message));
    }

    @Override
    public void reply(OperatorReply message) {
        say(() -> outlet.reply(message));
    }

    @Override
    public void reply(ActReply message) {
        say(() -> outlet.reply(message));
    }

    @Override
    public void recommendations(RecommendationBoard board) {
        say(() -> outlet.recommendations(board));
    }

    @Override
    public void lockouts(Lockouts message) {
        say(() -> outlet.lockouts(message));
    }

    private void say(Runnable message) {
        if (speaks.getAsBoolean()) {
            message.run();
        }
    }
}
